namespace Platform.Review.Costs.Prices;

/// <param name="Currency">ISO 4217.</param>
/// <param name="Value">What one unit of it is worth in the table's currency.</param>
internal sealed record ExchangeRate(string Currency, decimal Value, string Source, DateOnly Date);
