using Platform.Billing.Plans;

namespace Platform.Billing.Console.Offers;

/// <summary>A tier with what it costs.</summary>
/// <param name="Tier">What it is called and limits.</param>
/// <param name="Plan">The version that holds now.</param>
internal sealed record Offer(Tier Tier, PlanVersion Plan)
{
    public string Name => Plan.Plan;

    public string Title => Tier.DisplayName ?? Plan.Plan;

    /// <summary>Whether nothing is ever to be paid.</summary>
    public bool IsFree
        => Plan.FixedMicros == 0 && Plan.Trial is null && Plan.Meters.All(meter => meter.Tiers.All(tier => tier.PricePico == 0));

    /// <summary>Whether a payment method is needed to begin.</summary>
    public bool NeedsPayment => !IsFree && Plan.Trial is null;
}
