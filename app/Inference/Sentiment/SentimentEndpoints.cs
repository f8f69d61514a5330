using Platform.Inference.Models;
using Platform.Inference.Serving;

namespace Platform.Inference.Sentiment;

/// <summary>Text in, sentiment out.</summary>
internal static class SentimentEndpoints
{
    public const string Path = "/sentiment-analysis";

    private const string Model = "sentiment";

    /// <summary>Whether it answers there.</summary>
    public static bool IsFor(ModelVersion model) => model is { Name: Model, Sentiment: not null };

    public static void MapSentiment(this IEndpointRouteBuilder app) => app.MapInference(Path, SentimentFormat.Instance, Model);
}
