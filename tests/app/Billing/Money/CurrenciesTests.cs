using Platform.Billing.Money;

namespace Platform.Billing.Tests.Money;

public sealed class CurrenciesTests
{
    [Theory]
    [InlineData("EUR", 12_340_000, "12.34")]
    [InlineData("EUR", -50_000, "-0.05")]
    [InlineData("EUR", 0, "0.00")]
    [InlineData("JPY", 10_000_000_000, "10000")]
    [InlineData("HUF", 1_234_000_000, "1234")]
    [InlineData("TWD", 1_000_000, "1")]
    [InlineData("KWD", 1_230_000, "1.23")]
    [InlineData("KRW", 12_000_000_000, "12000")]
    public void Format_AsTheProviderTakesIt_HasItsDecimals(string code, long micros, string expected)
        => Assert.Equal(expected, Currencies.Find(code).Format(micros));

    [Fact]
    public void Find_OfAnUnknownCurrency_ListsThoseThatCanBeCharged() => Assert.Equal(
        "currency 'XAU' cannot be charged; expected one of AUD, BRL, CAD, CHF, CNY, CZK, DKK, EUR, GBP, HKD, HUF, ILS, JPY, MXN, MYR, "
        + "NOK, NZD, PHP, PLN, SEK, SGD, THB, TWD, USD",
        Assert.Throws<UnknownCurrencyException>(() => Currencies.PayPal.Find("XAU")).Message);
}
