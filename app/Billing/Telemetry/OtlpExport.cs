using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Platform.Billing.Instruments;

namespace Platform.Billing.Telemetry;

/// <summary>
/// Sends metrics and traces over OTLP where the standard setting <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to; the other ones of the
/// OpenTelemetry specification count as well.
/// </summary>
internal sealed class OtlpExport(IConfiguration configuration, BillingGauges gauges) : IHostedService, IDisposable
{
    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is not { Length: > 0 })
            return Task.CompletedTask;
        gauges.Publish();
        _metrics = Sdk.CreateMeterProviderBuilder()
            .ConfigureServices(UseSettings).ConfigureResource(Describe)
            .AddMeter(BillingMeter.Name, "Microsoft.AspNetCore.Hosting", "System.Net.Http", "Npgsql", "System.Runtime")
            .AddOtlpExporter().Build();
        _traces = Sdk.CreateTracerProviderBuilder()
            .ConfigureServices(UseSettings).ConfigureResource(Describe)
            .AddSource(BillingTracing.SourceName, "Microsoft.AspNetCore", "System.Net.Http", "Npgsql")
            .AddOtlpExporter().Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends what has not been sent.</summary>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
    }

    /// <summary>Without them it would see the environment alone, and no arguments.</summary>
    private void UseSettings(IServiceCollection services) => services.AddSingleton(configuration);

    private void Describe(ResourceBuilder resource)
        => resource.AddService(
            configuration["OTEL_SERVICE_NAME"] ?? "billing", serviceVersion: typeof(OtlpExport).Assembly.GetName().Version!.ToString(3));
}
