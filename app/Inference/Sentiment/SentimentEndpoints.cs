using Platform.Inference.Serving;

namespace Platform.Inference.Sentiment;

/// <summary>Text in, sentiment out.</summary>
internal static class SentimentEndpoints
{
    private const string Model = "sentiment";

    public static void MapSentiment(this IEndpointRouteBuilder app) => app.MapInference("/sentiment-analysis", SentimentFormat.Instance, Model);
}
