using Platform.Inference.Serving;

namespace Platform.Inference.Score;

/// <summary>Scoring as MLflow does it, with the default model.</summary>
internal static class ScoreEndpoints
{
    public static void MapScore(this IEndpointRouteBuilder app) => app.MapInference("/score", ScoreFormat.Instance);
}
