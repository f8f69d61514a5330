using Platform.Inference.Collection;
using Platform.Inference.Generation.Upstream;
using Platform.Inference.Http;
using Platform.Inference.Models;

namespace Platform.Inference.Telemetry;

/// <summary>The page that Prometheus scrapes.</summary>
internal static class MetricsEndpoints
{
    public static void MapMetrics(this IEndpointRouteBuilder app)
    {
        var models = app.ServiceProvider.GetRequiredService<ModelRepository>();
        var upstreams = app.ServiceProvider.GetRequiredService<Upstreams>();
        var drain = app.ServiceProvider.GetRequiredService<Drain>();
        var configuration = app.ServiceProvider.GetRequiredService<IConfiguration>();
        var watch = app.ServiceProvider.GetService<ConsentWatch>();
        var counts = app.ServiceProvider.GetService<CollectCounts>();
        app.MapRead("/metrics", context =>
        {
            context.Response.ContentType = PrometheusPage.ContentType;
            return context.Response.WriteAsync(PrometheusPage.Write([.. models.Models], [.. upstreams.All.Select(model => model.Metrics)], drain.InFlight, CertificateEnds.Read(configuration))
                + (watch is not null && counts is not null ? CollectMetrics.Write(watch, counts) : ""));
        });
    }
}
