using Platform.Inference.Models;
using Platform.Inference.Tensors;

namespace Platform.Inference.Generation.Embeddings;

/// <summary>Finds models that give embeddings of texts, and those of them that answer by intents.</summary>
internal sealed class EncoderFinder : IUseFinder
{
    public IEnumerable<IModelUse> Find(ModelFile file, Signature signature, ModelSettings settings, GraphFacts facts)
    {
        if (TextEncoder.TryCreate(file, signature, settings) is not { } encoder)
            return [];
        return IntentFile.TryRead(Path.GetDirectoryName(file.Path)!) is { } intents
            ? [encoder, new IntentBot(encoder, intents)]
            : [encoder];
    }
}
