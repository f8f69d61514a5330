using Platform.Billing.Console.Metering;
using Platform.Billing.Plans;

namespace Platform.Billing.Console.Calls;

/// <summary>
/// What one more call costs, as far as that is known before it is metered: calls, rows and tokens; compute is priced by its time.
/// </summary>
/// <param name="Pico">In 10⁻¹² of the currency's unit; 0 while it is included.</param>
/// <param name="Currency">Of the amount.</param>
/// <param name="HasCompute">Whether compute time comes to it.</param>
internal sealed record CallPrice(long Pico, string Currency, bool HasCompute)
{
    /// <param name="plan">That holds now.</param>
    /// <param name="used">What the period has used of each meter.</param>
    /// <param name="tokensIn">Of the call.</param>
    /// <param name="tokensOut">Of the call.</param>
    public static CallPrice Of(PlanVersion plan, IReadOnlyList<MeterState> used, long tokensIn = 0, long tokensOut = 0)
    {
        var sum = plan.Meters.Sum(price => price.Meter switch
        {
            Meter.Calls or Meter.Rows => Next(price, used, 1),
            Meter.TokensIn => Next(price, used, tokensIn),
            Meter.TokensOut => Next(price, used, tokensOut),
            _ => 0,
        });
        return new CallPrice(
            sum, plan.Currency, plan.Meters.Any(price => price.Meter == Meter.Compute && price.Tiers.Any(tier => tier.PricePico > 0)));
    }

    /// <summary>The price of the next units, all of them in the tier of the first.</summary>
    private static long Next(MeterPrice price, IReadOnlyList<MeterState> used, long units)
    {
        var before = used.FirstOrDefault(state => state.Meter == price.Meter)?.Used ?? 0;
        var charged = Math.Max(0, Math.Min(units, before + units - price.Included));
        var beyond = Math.Max(0, before - price.Included);
        return charged * price.Tiers.First(tier => tier.UpTo is not { } end || beyond < end).PricePico;
    }

    public string Text => Pico == 0 ? Texts.IncludedInPlan : Shown.Price(Pico, Currency);
}
