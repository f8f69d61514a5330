namespace Platform.Rehearsal.Cast;

/// <summary>A tier as the stack offers it.</summary>
internal sealed record Tier(string Name, int CallsPerMinute, int CallsPerMonth, long PriceMicros)
{
    public bool IsFree => PriceMicros == 0;
}
