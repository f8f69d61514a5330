using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Platform.Inference.Models;

namespace Platform.Inference.Telemetry;

/// <summary>
/// Sends metrics and traces over OTLP where the standard variable <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to; the other
/// variables of the OpenTelemetry specification, such as those for headers and sampling, count as well.
/// </summary>
internal sealed class OtlpExport(IConfiguration configuration, ModelRepository models) : IHostedService, IDisposable
{
    private readonly Meter _gauges = new(ModelMetrics.MeterName);
    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            RepositoryGauges.Add(_gauges, models);
            _metrics = Sdk.CreateMeterProviderBuilder()
                .ConfigureResource(Describe)
                .AddMeter(ModelMetrics.MeterName, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddOtlpExporter()
                .Build();
            _traces = Sdk.CreateTracerProviderBuilder()
                .ConfigureResource(Describe)
                .AddSource(Tracing.SourceName, "Microsoft.AspNetCore")
                .AddOtlpExporter()
                .Build();
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends what has not been sent.</summary>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        _gauges.Dispose();
    }

    private void Describe(ResourceBuilder resource) =>
        resource.AddService(configuration["OTEL_SERVICE_NAME"] ?? "inference", serviceVersion: typeof(OtlpExport).Assembly.GetName().Version!.ToString(3));
}
