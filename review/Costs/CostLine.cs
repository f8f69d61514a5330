using Platform.Review.Costs.Prices;

namespace Platform.Review.Costs;

/// <summary>A charge with its price.</summary>
internal sealed record CostLine(Charge Charge, Price Price)
{
    /// <summary>In the price's currency, to a millionth, so that sums do not depend on their order.</summary>
    public decimal Monthly => decimal.Round(Math.Max(0, Charge.Quantity - Price.Free) * Price.Amount!.Value, 6);
}
