namespace Platform.Billing.Money;

/// <summary>The currencies that can be charged, with the decimals that the payment provider takes.</summary>
/// <seealso href="https://developer.paypal.com/docs/api/reference/currency-codes"/>
internal static class Currencies
{
    private static readonly string[] s_withoutDecimals = ["HUF", "JPY", "TWD"];

    private static readonly string[] s_withTwo =
    [
        "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "ILS", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "SEK", "SGD", "THB", "USD",
    ];

    /// <exception cref="UnknownCurrencyException">No provider takes it.</exception>
    public static Currency Find(string code)
    {
        if (s_withTwo.Contains(code))
            return new Currency(code, 2);
        if (s_withoutDecimals.Contains(code))
            return new Currency(code, 0);
        throw new UnknownCurrencyException(
            $"currency '{code}' cannot be charged; expected one of {string.Join(", ", s_withTwo.Concat(s_withoutDecimals).Order(StringComparer.Ordinal))}");
    }
}
