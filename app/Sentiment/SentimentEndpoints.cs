using Platform.Inference.Serving;

namespace Platform.Inference.Sentiment;

/// <summary>Text in, sentiment out.</summary>
internal static class SentimentEndpoints
{
    private const string Model = "sentiment";

    public static void MapSentiment(this IEndpointRouteBuilder app)
    {
        var handler = app.ServiceProvider.GetRequiredService<InferenceHandler>();
        app.MapPost("/sentiment-analysis", context => handler.HandleAsync(context, Model, null, SentimentFormat.Instance));
    }
}
