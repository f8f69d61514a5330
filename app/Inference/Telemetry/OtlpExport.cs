using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Platform.Inference.Metrics;
using Platform.Inference.Serving;
using Platform.Inference.Settings;

namespace Platform.Inference.Telemetry;

/// <summary>
/// Sends metrics and traces over OTLP where the standard setting <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> says where to; the other
/// ones of the OpenTelemetry specification, such as those for headers and sampling, count as well. The meter is there in any case, for
/// tools that look into a process.
/// </summary>
internal sealed class OtlpExport(IConfiguration configuration, ServerMetrics measured) : IHostedService, IDisposable
{
    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";
    private readonly ServerMeter _meter = new(measured.All);
    private MeterProvider? _metrics;
    private TracerProvider? _traces;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration[Endpoint] is { Length: > 0 } endpoint)
        {
            if (!Uri.TryCreate(endpoint, UriKind.Absolute, out _))
                throw new SettingException(Endpoint, endpoint, "an address such as http://127.0.0.1:4317");
            _metrics = Sdk.CreateMeterProviderBuilder()
                .ConfigureServices(UseSettings)
                .ConfigureResource(Describe)
                .AddMeter(ServerMeter.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime")
                .AddOtlpExporter()
                .Build();
            _traces = Sdk.CreateTracerProviderBuilder()
                .ConfigureServices(UseSettings)
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
        _meter.Dispose();
    }

    /// <summary>Without them it would see the environment alone, and no arguments.</summary>
    private void UseSettings(IServiceCollection services) => services.AddSingleton(configuration);

    private void Describe(ResourceBuilder resource)
        => resource.AddService(
            configuration["OTEL_SERVICE_NAME"] ?? "inference", serviceVersion: typeof(OtlpExport).Assembly.GetName().Version!.ToString(3));
}
