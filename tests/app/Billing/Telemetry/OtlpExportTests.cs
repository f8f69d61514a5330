using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Platform.Billing.Tests.Failures;

namespace Platform.Billing.Tests.Telemetry;

/// <summary>What a collector gets of billing, a process of its own.</summary>
[Collection(PostgresCollection.Name)]
public sealed class OtlpExportTests(PostgresServer postgres) : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, string> _received = new();
    private WebApplication _collector = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        _collector = builder.Build();
        _collector.MapPost("/v1/{signal}", async (HttpContext context, string signal) =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body);
            // The names in a protobuf message are UTF-8
            _received.AddOrUpdate(
                signal, _ => Encoding.UTF8.GetString(body.ToArray()), (_, before) => before + Encoding.UTF8.GetString(body.ToArray()));
            context.Response.ContentType = "application/x-protobuf";
        });
        await _collector.StartAsync();
    }

    public async Task DisposeAsync() => await _collector.DisposeAsync();

    [Fact]
    public async Task Serve_WithACollector_SendsItMetricsAndTraces()
    {
        await using var store = await MonthOver.OpenAsync("sqlite", postgres);
        using var process = BillingProcess.Start(store, null, settings:
        [
            "--OTEL_EXPORTER_OTLP_ENDPOINT", _collector.Urls.Single(), "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
            "--OTEL_SERVICE_NAME", "billing-tried",
            "--OTEL_METRIC_EXPORT_INTERVAL", "200", "--OTEL_BSP_SCHEDULE_DELAY", "100",
        ]);

        foreach (var (signal, name) in new[]
        {
            ("metrics", "billing-tried"), ("metrics", "billing.ingested.calls"), ("metrics", "billing.step.duration"),
            ("metrics", "billing.invoices"),
            ("traces", "billing-tried"), ("traces", "billing ingest"), ("traces", "billing invoice"),
        })
            await Eventually.TrueAsync(
                () => _received.GetValueOrDefault(signal, "").Contains(name, StringComparison.Ordinal), $"{name} in {signal}");
    }
}
