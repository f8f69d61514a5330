using Platform.Inference.Collection;
using Platform.Inference.Metrics;

namespace Platform.Inference.Telemetry;

/// <summary>What is measured of the collection, where there is one.</summary>
internal static class CollectReadings
{
    private static readonly Metric _inForce =
        new(MetricKind.Gauge, "inference.collection.in_force", null, "1 while calls may be collected of whoever agreed, else 0");

    private static readonly Metric _blocked =
        new(MetricKind.Gauge, "inference.collection.blocked", null, "1 for the reason why nothing is collected", "reason");

    private static readonly Metric _records = new(
        MetricKind.Counter, "inference.collected.records", "{record}", "Records that are in the store");

    private static readonly Metric _dropped =
        new(MetricKind.Counter, "inference.collection.dropped", "{call}", "What was agreed to and is not kept, by reason", "reason");

    public static IReadOnlyList<Reading> Of(ConsentWatch watch, CollectCounts counts)
    => [
        new(_inForce, () => [new Sample(watch.Fault is null ? 1 : 0)]),
        new(_blocked, () => Blocked(watch.Fault)),
        new(_records, () => [new Sample(counts.Stored)]),
        new(
            _dropped,
            () => Enum.GetValues<DropReason>().Select(reason => new Sample(counts.Dropped(reason), $"{reason}".ToLowerInvariant()))),
    ];

    private static IEnumerable<Sample> Blocked(NoConsentException? fault)
        => NoConsentException.Reasons.Select(reason => new Sample(fault?.Reason == reason ? 1 : 0, reason));
}
