namespace Platform.Billing.Money;

/// <summary>The currencies that somebody takes.</summary>
/// <param name="of">By their codes.</param>
internal sealed class CurrencyTable(IReadOnlyDictionary<string, Currency> of)
{
    /// <exception cref="UnknownCurrencyException">It is none of them.</exception>
    public Currency Find(string code) => of.GetValueOrDefault(code) ?? throw new UnknownCurrencyException(
        $"currency '{code}' cannot be charged; expected one of {string.Join(", ", of.Keys.Order(StringComparer.Ordinal))}");

    /// <summary>What all of them take, rounded so that each takes it.</summary>
    /// <param name="tables">At least one.</param>
    public static CurrencyTable Common(IReadOnlyList<CurrencyTable> tables) => tables is [var one]
        ? one
        : new CurrencyTable(tables.SelectMany(table => table.All).GroupBy(currency => currency.Code)
            .Where(same => same.Count() == tables.Count)
            .ToDictionary(same => same.Key, same => same.MinBy(currency => currency.Exponent)!));

    /// <summary>What any of them takes, as the first one does that takes it.</summary>
    public static CurrencyTable Any(params CurrencyTable[] tables)
        => new(tables.SelectMany(table => table.All).DistinctBy(currency => currency.Code).ToDictionary(currency => currency.Code));

    private IEnumerable<Currency> All => of.Values;
}
