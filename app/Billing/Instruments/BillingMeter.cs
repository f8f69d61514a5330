using System.Diagnostics.Metrics;

namespace Platform.Billing.Instruments;

/// <summary>What is counted and timed while it happens, and not read from the database.</summary>
internal static class BillingMeter
{
    public const string Name = "Platform.Billing";

    private static readonly Meter s_meter = new(Name);
    private static readonly Counter<long> s_calls = s_meter.CreateCounter<long>("billing.ingested.calls", "{call}", "Calls read from usage logs");
    private static readonly Counter<long> s_abandoned = s_meter.CreateCounter<long>("billing.usage.logs.abandoned", "{log}", "Logs that fell silent without an end");
    private static readonly Histogram<double> s_steps = s_meter.CreateHistogram<double>("billing.step.duration", "s", "A step of a round of work");

    private static long _ingested, _given;

    /// <summary>Since the process began.</summary>
    public static long IngestedCalls => Volatile.Read(ref _ingested);

    /// <summary>Since the process began.</summary>
    public static long AbandonedLogs => Volatile.Read(ref _given);

    public static void Ingested(long calls)
    {
        Interlocked.Add(ref _ingested, calls);
        s_calls.Add(calls);
    }

    public static void Abandoned(long logs)
    {
        Interlocked.Add(ref _given, logs);
        s_abandoned.Add(logs);
    }

    public static void Took(string step, TimeSpan time) => s_steps.Record(time.TotalSeconds, new KeyValuePair<string, object?>("step", step));
}
