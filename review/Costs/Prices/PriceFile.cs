namespace Platform.Review.Costs.Prices;

/// <summary>A file of the table.</summary>
internal sealed record PriceFile(
    IReadOnlyList<PriceFile.Group>? Prices = null,
    IReadOnlyList<ExchangeRate>? ExchangeRates = null,
    IReadOnlyList<NodeSize>? NodeSizes = null)
{
    /// <summary>Prices that one source gives for one service in one region.</summary>
    /// <param name="Note">What to know of the prices.</param>
    /// <param name="Basis">How they come from the source, which goes with the next ones.</param>
    internal sealed record Group(
        string Service, string Region, string Currency, string Source, DateOnly Date, IReadOnlyList<Entry> Entries, string? Note = null,
        string? Basis = null)
    {
        public IEnumerable<Price> AsPrices() => Entries.Select(entry => new Price(
            Service, entry.Sku, entry.Meter, Region, entry.Unit, entry.First, Currency, entry.Source ?? Source, entry.Date ?? Date,
            entry.Free, NoteOf(entry))
        {
            Steps = entry.Steps ?? [],
        });

        private string? NoteOf(Entry entry)
        {
            string[] all = [.. new[] { entry.Note ?? Note, entry.Basis ?? Basis }.OfType<string>()];
            return all is [] ? null : string.Join("; ", all);
        }
    }

    /// <param name="Date">Where it is another than the group's, like those that follow.</param>
    /// <param name="Steps">In place of the price, where it falls with the quantity; the first from 0 on.</param>
    internal sealed record Entry(
        string Sku, string Meter, string Unit, decimal? Price = null, decimal Free = 0, string? Note = null,
        IReadOnlyList<PriceStep>? Steps = null, DateOnly? Date = null, string? Source = null, string? Basis = null)
    {
        /// <summary>The price of the first unit that is paid for.</summary>
        public decimal? First => Steps?[0].Price ?? Price;
    }
}
