using Platform.Inference.Models;
using Platform.Inference.Protocol;

namespace Platform.Inference.Predict;

/// <summary>Predictions for people: named features in, labels and probabilities out.</summary>
internal static class PredictEndpoints
{
    public static void MapPredict(this IEndpointRouteBuilder app)
    {
        var models = app.ServiceProvider.GetRequiredService<ModelRepository>();
        app.MapPost("/predict", context => PredictAsync(context, models, models.FindDefault().Name));
        app.MapPost("/models/{name}/predict", context => PredictAsync(context, models, context.Name));
    }

    private static async Task PredictAsync(HttpContext context, ModelRepository models, string name)
    {
        var job = models.RentJob(name, null);
        try
        {
            var plan = job.Model.Predict ?? throw ProtocolException.BadRequest(
                $"model '{name}' does not take named features; use /v2/models/{name}/infer, or name its features in model.json");
            using var bytes = new PooledBytes();
            await RequestBody.ReadAsync(context, bytes);
            var asArray = PredictRequestReader.Read(job, plan, bytes.Written.Span);
            await job.RunAsync(context);

            bytes.Clear();
            PredictResponseWriter.Write(job, plan, asArray, bytes);
            await context.Response.WriteBodyAsync(bytes, ContentTypes.Json);
        }
        finally
        {
            job.Model.ReturnJob(job);
        }
    }
}
