namespace Platform.Inference.Execution;

/// <summary>Times in ticks of a provider's timestamp.</summary>
internal static class Timestamps
{
    public static long TicksOf(this TimeProvider time, TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    public static long TimestampIn(this TimeProvider time, TimeSpan span) => time.GetTimestamp() + time.TicksOf(span);
}
