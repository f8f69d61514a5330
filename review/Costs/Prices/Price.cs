namespace Platform.Review.Costs.Prices;

/// <summary>A list price, and who says so.</summary>
/// <param name="Service">As in <see cref="Charge"/>, like the three that follow.</param>
/// <param name="Region">A region of Azure, or <see cref="Everywhere"/> for a price that all have in common.</param>
/// <param name="Amount">For one unit; null where no source was found, as the note says.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Source">Where it was published.</param>
/// <param name="Date">When.</param>
/// <param name="Free">Units of each month that cost nothing.</param>
internal sealed record Price(
    string Service,
    string Sku,
    string Meter,
    string Region,
    string Unit,
    decimal? Amount,
    string Currency,
    string Source,
    DateOnly Date,
    decimal Free,
    string? Note)
{
    public const string Everywhere = "global";

    /// <summary>Of a price that falls with the quantity, what it is from which quantity on; empty where it is one for all.</summary>
    public IReadOnlyList<PriceStep> Steps { get; init; } = [];

    /// <summary>Of so many units in a month, to a millionth, so that sums do not depend on their order.</summary>
    public decimal Of(decimal quantity)
    {
        var paid = Math.Max(0, quantity - Free);
        return decimal.Round(Steps is [] ? paid * Amount!.Value : Steps.Index().Sum(step => OfStep(step.Index, paid)), 6);
    }

    private decimal OfStep(int index, decimal quantity)
    {
        var end = index + 1 < Steps.Count ? Steps[index + 1].From : decimal.MaxValue;
        return Math.Max(0, Math.Min(quantity, end) - Steps[index].From) * Steps[index].Price;
    }
}
