using Platform.Inference.Generation;
using Platform.Inference.Generation.Embeddings;
using Platform.Inference.Models;
using Platform.Inference.Predict;
using Platform.Inference.Sentiment;
using Platform.Inference.Workers;

namespace Platform.Inference.Hosting;

/// <summary>The loading of models for all that this server can do with them.</summary>
internal static class ServerLoader
{
    public static LoaderParts Parts { get; } = new(
        (file, time, logger) => new WorkerRuntime(file, time, logger), new TextGeneratorOpener(),
        [new PredictFinder(), new EncoderFinder(), new SentimentFinder()]);

    public static ModelLoader Create(TimeProvider time, ILogger<ModelLoader> logger) => new(Parts, time, logger);
}
