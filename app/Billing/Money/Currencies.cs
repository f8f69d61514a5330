namespace Platform.Billing.Money;

/// <summary>
/// The currencies that can be charged. Their decimals are the payment provider's: HUF has none at PayPal, two at Stripe and by ISO 4217.
/// </summary>
internal static class Currencies
{
    private static readonly string[] _payPal =
    [
        "AUD", "BRL", "CAD", "CHF", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "ILS", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "SEK",
        "SGD", "THB", "USD",
    ];

    private static readonly string[] _stripe =
    [
        .. _payPal, "AED", "ARS", "BGN", "COP", "EGP", "HUF", "IDR", "INR", "KES", "MAD", "NGN", "PEN", "QAR", "RON", "SAR", "TRY", "TWD",
        "UAH", "UYU", "ZAR",
    ];

    private static readonly string[] _stripeWithoutDecimals =
        ["BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"];

    /// <summary>No decimals for HUF, JPY and TWD.</summary>
    /// <seealso href="https://developer.paypal.com/docs/api/reference/currency-codes"/>
    public static CurrencyTable PayPal { get; } =
        new(_payPal.Select(code => new Currency(code, 2)).Concat(Of(["HUF", "JPY", "TWD"], 0, 0)).ToDictionary(currency => currency.Code));

    /// <summary>
    /// Amounts are whole numbers of the smallest unit. Three decimals are written and two are kept, as the last one must be 0; ISK and UGX
    /// are written with two decimals, which must be 0.
    /// </summary>
    /// <seealso href="https://docs.stripe.com/currencies#special-cases"/>
    public static CurrencyTable Stripe { get; } = new(
        _stripe.Select(code => new Currency(code, 2)).Concat(Of(_stripeWithoutDecimals, 0, 0)).Concat(
            Of(["BHD", "JOD", "KWD", "OMR", "TND"], 2, 3))
            .Concat(Of(["ISK", "UGX"], 0, 2)).ToDictionary(currency => currency.Code));

    /// <summary>Those that anybody takes; where PayPal does, with its decimals.</summary>
    private static readonly CurrencyTable _all = CurrencyTable.Any(PayPal, Stripe);

    /// <summary>As PayPal has it, or else Stripe.</summary>
    /// <exception cref="UnknownCurrencyException">Nobody takes it.</exception>
    public static Currency Find(string code) => _all.Find(code);

    private static IEnumerable<Currency> Of(string[] codes, int exponent, int written)
        => codes.Select(code => new Currency(code, exponent, written));
}
