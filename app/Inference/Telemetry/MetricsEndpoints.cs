using Platform.Inference.Http;

namespace Platform.Inference.Telemetry;

/// <summary>The page that Prometheus scrapes.</summary>
internal static class MetricsEndpoints
{
    public static void MapMetrics(this IEndpointRouteBuilder app)
    {
        var readings = app.ServiceProvider.GetRequiredService<ServerMetrics>().All;
        app.MapRead("/metrics", context =>
        {
            context.Response.ContentType = PrometheusPage.ContentType;
            return context.Response.WriteAsync(PrometheusPage.Write(readings));
        });
    }
}
