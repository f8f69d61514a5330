using Platform.Inference.Collection;
using Platform.Inference.Http;
using Platform.Inference.Metrics;
using Platform.Inference.Models;

namespace Platform.Inference.Telemetry;

/// <summary>The page that Prometheus scrapes.</summary>
internal static class MetricsEndpoints
{
    /// <param name="app">The server.</param>
    /// <param name="elsewhere">Of the models that are served elsewhere.</param>
    public static void MapMetrics(this IEndpointRouteBuilder app, IReadOnlyList<ModelMetrics> elsewhere)
    {
        var models = app.ServiceProvider.GetRequiredService<ModelRepository>();
        var drain = app.ServiceProvider.GetRequiredService<Drain>();
        var configuration = app.ServiceProvider.GetRequiredService<IConfiguration>();
        var watch = app.ServiceProvider.GetService<ConsentWatch>();
        var counts = app.ServiceProvider.GetService<CollectCounts>();
        app.MapRead("/metrics", context =>
        {
            context.Response.ContentType = PrometheusPage.ContentType;
            return context.Response.WriteAsync(PrometheusPage.Write([.. models.Models], elsewhere, drain.InFlight, CertificateEnds.Read(configuration))
                + (watch is not null && counts is not null ? CollectMetrics.Write(watch, counts) : ""));
        });
    }
}
