using System.Diagnostics.Metrics;

namespace Platform.Billing.Instruments;

/// <summary>What is counted and timed while it happens, and not read from the database.</summary>
internal static class BillingMeter
{
    public const string Name = "Platform.Billing";

    private static readonly Meter s_meter = new(Name);
    private static readonly Histogram<double> s_steps = s_meter.CreateHistogram<double>("billing.step.duration", "s", "A step of a round of work");

    private static readonly BillingCounter s_calls = new(s_meter, "billing.ingested.calls", "{call}", "Calls read from usage logs.");
    private static readonly BillingCounter s_abandoned = new(s_meter, "billing.usage.logs.abandoned", "{log}", "Logs that fell silent without an end.");

    public static IReadOnlyList<BillingCounter> Counters { get; } = [s_calls, s_abandoned];

    public static void Ingested(long calls) => s_calls.Add(calls);

    public static void Abandoned(long logs) => s_abandoned.Add(logs);

    public static void Took(string step, TimeSpan time) => s_steps.Record(time.TotalSeconds, new KeyValuePair<string, object?>("step", step));
}
