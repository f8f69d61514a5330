namespace Platform.Review.Costs.Prices.Retail;

/// <summary>What Azure's list says of a price of the table.</summary>
/// <param name="Name">What it is of, and where.</param>
/// <param name="Before">The price of the first unit that is paid for; null where the table had none.</param>
/// <param name="After">Null where the list says nothing of it.</param>
/// <param name="Elsewhere">What changed of its steps or free units; null if nothing.</param>
/// <param name="Why">Why it is not brought up to date; null if it is.</param>
internal sealed record PriceChange(string Name, decimal? Before, decimal? After, string? Elsewhere = null, string? Why = null)
{
    public bool IsChanged => Why is null && (Before != After || Elsewhere is not null);
}
