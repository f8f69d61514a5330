namespace Platform.Review.Costs.Prices.Retail;

/// <summary>What Azure's list says of a price of the table.</summary>
/// <param name="Name">What it is of, and where.</param>
/// <param name="Before">The price of the first unit; null where the table had none.</param>
/// <param name="After">Null where the list has no such price.</param>
internal sealed record PriceChange(string Name, decimal? Before, decimal? After)
{
    public bool IsChanged => After is not null && Before != After;
}
