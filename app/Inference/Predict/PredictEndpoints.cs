using Platform.Inference.Serving;

namespace Platform.Inference.Predict;

/// <summary>Predictions for people: named features in, labels and probabilities out.</summary>
internal static class PredictEndpoints
{
    public static void MapPredict(this IEndpointRouteBuilder app)
    {
        app.MapInference("/predict", PredictFormat.Instance);
        app.MapInference("/models/{name}/predict", PredictFormat.Instance);
    }
}
