namespace Platform.Review.Costs.Prices;

/// <summary>A file of the table.</summary>
internal sealed record PriceFile(
    IReadOnlyList<PriceFile.Group>? Prices = null,
    IReadOnlyList<ExchangeRate>? ExchangeRates = null,
    IReadOnlyList<NodeSize>? NodeSizes = null)
{
    /// <summary>Prices that one source gives for one service in one region.</summary>
    internal sealed record Group(
        string Service, string Region, string Currency, string Source, DateOnly Date, IReadOnlyList<Entry> Entries, string? Note = null)
    {
        public IEnumerable<Price> AsPrices() => Entries.Select(entry => new Price(
            Service, entry.Sku, entry.Meter, Region, entry.Unit, entry.Steps?[0].Price ?? entry.Price, Currency, Source, entry.Date ?? Date, entry.Free, entry.Note ?? Note)
        {
            Steps = entry.Steps ?? [],
        });
    }

    /// <param name="Date">Where it is another than the group's.</param>
    /// <param name="Steps">In place of the price, where it falls with the quantity; the first from 0 on.</param>
    internal sealed record Entry(
        string Sku, string Meter, string Unit, decimal? Price = null, decimal Free = 0, string? Note = null,
        IReadOnlyList<PriceStep>? Steps = null, DateOnly? Date = null);
}
