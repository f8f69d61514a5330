using Platform.Inference.Health;
using Platform.Inference.Http;
using Platform.Inference.Serving;

namespace Platform.Inference.Score;

/// <summary>
/// The doors of the default model that platforms know: <c>/score</c>, as an Azure Machine Learning online endpoint calls its container, and
/// MLflow's scoring server.
/// </summary>
/// <seealso href="https://mlflow.org/docs/latest/ml/deployment/deploy-model-locally/">The scoring server's endpoints.</seealso>
internal static class ScoreEndpoints
{
    /// <summary>
    /// Clients ask for the version of MLflow to learn which requests are understood: these are those that it has had since this one.
    /// </summary>
    private const string MlflowVersion = "2.0.0";

    public static void MapScore(this IEndpointRouteBuilder app)
    {
        app.MapInference("/score", ScoreFormat.Score);
        app.MapInference("/invocations", ScoreFormat.Invocations).WithMetadata(MlflowErrors.Instance);
        var readiness = app.ServiceProvider.GetRequiredService<ServerReadiness>();
        foreach (var path in (string[])["/ping", "/health"])
            app.MapRead(path, context => PingAsync(context, readiness.IsReady));
        app.MapRead("/version", context => WriteAsync(context, MlflowVersion));
    }

    private static Task PingAsync(HttpContext context, bool ready)
    {
        HealthEndpoints.SetStatus(context, ready);
        return WriteAsync(context, "\n");
    }

    /// <summary>MLflow calls these JSON, though they are none.</summary>
    private static Task WriteAsync(HttpContext context, string text)
    {
        context.Response.ContentType = ContentTypes.Json;
        return context.Response.WriteAsync(text);
    }
}
