using System.Diagnostics.Metrics;

namespace Platform.Billing.Instruments;

/// <summary>What is counted and timed while it happens, and not read from the database.</summary>
internal static class BillingMeter
{
    public const string Name = "Platform.Billing";

    private static readonly Meter _meter = new(Name);
    private static readonly Histogram<double> _steps = _meter.CreateHistogram<double>(
        "billing.step.duration", "s", "A step of a round of work");

    private static readonly BillingCounter _calls = new(_meter, "billing.ingested.calls", "{call}", "Calls read from usage logs.");
    private static readonly BillingCounter _abandoned = new(
        _meter, "billing.usage.logs.abandoned", "{log}", "Logs that fell silent without an end.");

    public static IReadOnlyList<BillingCounter> Counters { get; } = [_calls, _abandoned];

    public static void Ingested(long calls) => _calls.Add(calls);

    public static void Abandoned(long logs) => _abandoned.Add(logs);

    public static void Took(string step, TimeSpan time)
        => _steps.Record(time.TotalSeconds, new KeyValuePair<string, object?>("step", step));
}
