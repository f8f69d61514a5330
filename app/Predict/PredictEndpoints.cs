using Platform.Inference.Models;
using Platform.Inference.Protocol;
using Platform.Inference.Serving;

namespace Platform.Inference.Predict;

/// <summary>Predictions for people: named features in, labels and probabilities out.</summary>
internal static class PredictEndpoints
{
    public static void MapPredict(this IEndpointRouteBuilder app)
    {
        var models = app.ServiceProvider.GetRequiredService<ModelRepository>();
        var handler = app.ServiceProvider.GetRequiredService<InferenceHandler>();
        app.MapPost("/predict", context => handler.HandleAsync(context, models.FindDefault().Name, null, PredictFormat.Instance));
        app.MapPost("/models/{name}/predict", context => handler.HandleAsync(context, context.Name, null, PredictFormat.Instance));
    }
}
