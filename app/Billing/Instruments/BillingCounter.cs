using System.Diagnostics.Metrics;

namespace Platform.Billing.Instruments;

/// <summary>Counts since the process began, once: the page and OpenTelemetry read the same number.</summary>
internal sealed class BillingCounter
{
    private long _value;

    /// <param name="meter">Shows it to OpenTelemetry.</param>
    /// <param name="name">As OpenTelemetry has it.</param>
    /// <param name="unit">What is counted, in braces.</param>
    /// <param name="help">One sentence.</param>
    public BillingCounter(Meter meter, string name, string unit, string help)
    {
        (Name, Help) = (name, help);
        meter.CreateObservableCounter(name, () => Value, unit, help);
    }

    public string Name { get; }

    public string Help { get; }

    public long Value => Volatile.Read(ref _value);

    public void Add(long count) => Interlocked.Add(ref _value, count);
}
