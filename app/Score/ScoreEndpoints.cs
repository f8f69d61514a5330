using Platform.Inference.Models;
using Platform.Inference.Serving;

namespace Platform.Inference.Score;

/// <summary>Scoring as MLflow does it, with the default model.</summary>
internal static class ScoreEndpoints
{
    public static void MapScore(this IEndpointRouteBuilder app)
    {
        var models = app.ServiceProvider.GetRequiredService<ModelRepository>();
        var handler = app.ServiceProvider.GetRequiredService<InferenceHandler>();
        app.MapPost("/score", context => handler.HandleAsync(context, models.FindDefault().Name, null, ScoreFormat.Instance));
    }
}
