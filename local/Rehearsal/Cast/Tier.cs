namespace Platform.Rehearsal.Cast;

/// <summary>A tier as the stack offers it.</summary>
/// <param name="Name">That of the gateway's product and of billing's plan.</param>
/// <param name="CallsPerMinute">As many are answered.</param>
/// <param name="PriceMicros">Of a month.</param>
/// <param name="TakesForCalls">Whether calls cost, beyond those that are included.</param>
/// <param name="IsTrial">Whether it becomes another tier after some days.</param>
internal sealed record Tier(string Name, int CallsPerMinute, long PriceMicros, bool TakesForCalls, bool IsTrial)
{
    /// <summary>Nobody pays for it, ever.</summary>
    public bool IsFree => PriceMicros == 0 && !TakesForCalls && !IsTrial;
}
