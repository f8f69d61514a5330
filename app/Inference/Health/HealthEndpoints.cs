using Platform.Inference.Http;
using Platform.Inference.Models;

namespace Platform.Inference.Health;

/// <summary>Liveness never depends on models, or an orchestrator would kill a server for loading slowly; readiness does.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var models = app.ServiceProvider.GetRequiredService<ModelRepository>();
        var readiness = app.ServiceProvider.GetRequiredService<ServerReadiness>();
        app.MapRead("/v2/health/live", context => context.Response.WriteAsJsonAsync(new Liveness(true), HealthJson.Default.Liveness));
        app.MapRead("/healthz", context => context.Response.WriteAsJsonAsync(new Liveness(true), HealthJson.Default.Liveness));
        app.MapRead("/v2/health/ready", context => ReadyAsync(context, readiness));
        app.MapRead("/v2/models/{name}/ready", context => ModelReadyAsync(context, models));
        app.MapRead("/v2/models/{name}/versions/{version}/ready", context => ModelReadyAsync(context, models));
    }

    /// <summary>503 for what is not ready.</summary>
    public static void SetStatus(HttpContext context, bool ready)
    {
        if (ready)
            return;
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        ErrorResponse.Identify(context);
    }

    private static Task ReadyAsync(HttpContext context, ServerReadiness readiness)
    {
        var ready = readiness.IsReady;
        SetStatus(context, ready);
        return context.Response.WriteAsJsonAsync(
            new Readiness(ready, readiness.Fault, readiness.Uncollected), HealthJson.Default.Readiness);
    }

    private static Task ModelReadyAsync(HttpContext context, ModelRepository models)
    {
        var model = models.Find(context.Name);
        var ready = model.IsReady(context.Version);
        SetStatus(context, ready);
        return context.Response.WriteAsJsonAsync(
            new ModelReadiness(model.Name, ready, ready ? null : model.FailureOf(context.Version)), HealthJson.Default.ModelReadiness);
    }
}
