using Platform.Review.Costs.Prices;

namespace Platform.Review.Costs;

/// <summary>A charge with its price.</summary>
internal sealed record CostLine(Charge Charge, Price Price)
{
    /// <summary>In the price's currency.</summary>
    public decimal Monthly => Price.Of(Charge.Quantity);
}
