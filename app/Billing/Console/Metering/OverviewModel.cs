using Platform.Billing.Console.Offers;
using Platform.Billing.Plans;

namespace Platform.Billing.Console.Metering;

/// <summary>What a customer uses and will pay.</summary>
/// <param name="Offer">The plan that holds now.</param>
/// <param name="View">The period that runs.</param>
/// <param name="Meter">Which is drawn.</param>
/// <param name="CallsSinceCap">Calls of the 30 days that the plan's cap is for, as far as they are metered.</param>
/// <param name="PlanSince">The hour within the period in which the plan began; null where it began before.</param>
internal sealed record OverviewModel(Offer Offer, PeriodView View, Meter Meter, long CallsSinceCap, long? PlanSince)
{
    public UsageChart Chart { get; } = UsageChart.Of(View, Meter);

    public long? CallsLeft => Offer.Tier.HardCap is { } cap ? Math.Max(0, cap - CallsSinceCap) : null;

    /// <summary>What is to be said about the cap; null far from it.</summary>
    public string? CapNote
        => Offer.Tier.HardCap is not { } cap || CallsSinceCap * 5 < cap * 4 ? null : CallsSinceCap < cap ? Texts.CapNear : Texts.CapReached;
}
