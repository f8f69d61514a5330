using Platform.Billing.Rating;

namespace Platform.Billing.Closing;

/// <summary>A subscription with a period to rate.</summary>
/// <param name="Sid">As the gateway calls it.</param>
/// <param name="Anchor">The hour it began.</param>
/// <param name="Ended">The hour it ended, not included; null while it goes on.</param>
/// <param name="Until">The end of its last rated period; its anchor where there is none.</param>
internal sealed record DueSubscription(string Sid, long Anchor, long? Ended, long Until)
{
    /// <summary>The period to rate next, as long as if the subscription went on; null where all are rated.</summary>
    public Period? Next => Ended <= Until ? null : Period.At(Anchor, Until);

    /// <summary>Where the next period ends: with the subscription, if that ended within it.</summary>
    public long NextEnd => Math.Min(Next?.End ?? Until, Ended ?? long.MaxValue);
}
