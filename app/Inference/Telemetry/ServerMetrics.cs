using Platform.Inference.Collection;
using Platform.Inference.Generation.Upstream;
using Platform.Inference.Http;
using Platform.Inference.Metrics;
using Platform.Inference.Models;

namespace Platform.Inference.Telemetry;

/// <summary>All that is measured of a server, in the order of its page.</summary>
/// <param name="drain">Knows what is not answered yet.</param>
/// <param name="models">Those that are served here.</param>
/// <param name="upstreams">And elsewhere.</param>
/// <param name="configuration">Names the certificates.</param>
/// <param name="services">Have what is collected, where anything is.</param>
internal sealed class ServerMetrics(
    Drain drain, ModelRepository models, Upstreams upstreams, IConfiguration configuration, IServiceProvider services)
{
    private static readonly Metric _inFlight =
        new(MetricKind.Gauge, "inference.requests.in_flight", "{request}", "Requests begun and not answered yet, of all models");

    private static readonly Metric _certificateEnd = new(
        MetricKind.Gauge, "inference.certificate.end.timestamp", "s", "When the certificate of an endpoint ends, in seconds since 1970",
        "endpoint");

    public IReadOnlyList<Reading> All { get; } =
    [
        new(_inFlight, () => [new Sample(drain.InFlight)]),
        .. new ModelReadings(models, [.. upstreams.All.Select(model => model.Metrics)]).All,
        .. new ReleaseReadings(models).All,
        new(
            _certificateEnd,
            () => CertificateEnds.Read(configuration).Select(known => new Sample(known.End.ToUnixTimeSeconds(), known.Endpoint))),
        .. ProcessReadings.All,
        .. services.GetService<ConsentWatch>() is { } watch ? CollectReadings.Of(watch, services.GetRequiredService<CollectCounts>()) : [],
    ];
}
