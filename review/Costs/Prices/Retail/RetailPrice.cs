namespace Platform.Review.Costs.Prices.Retail;

/// <summary>What Azure's list says of a price, in the table's unit.</summary>
/// <param name="Free">Units of each month that the list has for nothing, before the others; null where it has none such.</param>
/// <param name="Steps">Beyond those, in order.</param>
internal sealed record RetailPrice(decimal? Free, IReadOnlyList<PriceStep> Steps)
{
    /// <summary>False where the list has several prices for the same units: it means something else by the name as well.</summary>
    public bool IsOne => Steps.DistinctBy(step => step.From).Count() == Steps.Count && Steps[0].From == 0;
}
