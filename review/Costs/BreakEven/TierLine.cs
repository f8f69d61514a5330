namespace Platform.Review.Costs.BreakEven;

/// <summary>A subscription of a tier against what it costs; amounts in the report's currency.</summary>
/// <param name="Price">A month's price.</param>
/// <param name="Quota">Calls that a month's subscription allows.</param>
/// <param name="QuotaCost">Compute that these calls use.</param>
/// <param name="CoveredCalls">Calls whose compute uses the price up.</param>
/// <param name="ExpectedCalls">Calls that a subscription is expected to make.</param>
/// <param name="Carrying">Subscriptions of this tier alone that carry the platform's fixed cost; null if none can.</param>
internal sealed record TierLine(
    string Name,
    string DisplayName,
    decimal Price,
    decimal Quota,
    decimal QuotaCost,
    decimal CoveredCalls,
    decimal ExpectedCalls,
    decimal? Carrying)
{
    /// <summary>What the expected calls cost besides the price of the month.</summary>
    public decimal ExpectedUse { get; init; }

    /// <summary>Whether anybody pays for it.</summary>
    public bool IsSold => Price > 0 || ExpectedUse > 0;
}
