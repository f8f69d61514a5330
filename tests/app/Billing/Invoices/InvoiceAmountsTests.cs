using Platform.Billing.Invoices;
using Platform.Billing.Money;
using Platform.Billing.Rating;
using Platform.Forests.Tests;

namespace Platform.Billing.Tests.Invoices;

public sealed class InvoiceAmountsTests
{
    private static readonly Period _period = new(1000, 1100);

    [Fact]
    public void Of_AmountsBetweenCents_RoundsOnceAndCarriesTheRest()
    {
        var amounts = Amounts("EUR", 0, 0, 0, 3_333_333_333_333, 3_333_333_333_333, 3_333_333_333_333);

        Assert.Equal((10_000_000, 0, -1), (amounts.NetMicros, amounts.TaxMicros, amounts.CarriedOutPico));
        Assert.Equal([3_340_000, 3_330_000, 3_330_000], amounts.Lines.Select(line => line.AmountMicros));
    }

    [Fact]
    public void Of_TwelveMonthsOfTheSameAmount_StayWithinACentOfTheExactSum()
    {
        var (carried, sum) = (0L, 0L);
        for (var month = 0; month < 12; month++)
        {
            var amounts = Amounts("EUR", carried, 0, 0, 76_800_000_000 / 10 + 3_141_592_653);
            carried = amounts.CarriedOutPico;
            sum += amounts.NetMicros;
        }

        Assert.Equal(12 * (7_680_000_000L + 3_141_592_653), sum * Pico.PerMicro + carried);
        Assert.InRange(Math.Abs(carried), 0, 5_000_000_000);
    }

    [Fact]
    public void Of_LessThanTheMinimum_CarriesAllAndShowsIt()
    {
        var amounts = Amounts("EUR", 0, 0, 5_000_000, 4_990_000_000_000);

        Assert.Equal((0, 0, 4_990_000_000_000), (amounts.NetMicros, amounts.TotalMicros, amounts.CarriedOutPico));
        Assert.Equal([("calls", 4_990_000), ("carriedOut", -4_990_000)], amounts.Lines.Select(line => (line.Item, line.AmountMicros)));
    }

    [Fact]
    public void Of_CarriedThatReachesTheMinimum_IsChargedAtLast()
    {
        var amounts = Amounts("EUR", 4_990_000_000_000, 0, 5_000_000, 10_000_000_000);

        Assert.Equal((5_000_000, 0), (amounts.NetMicros, amounts.CarriedOutPico));
        Assert.Equal([("calls", 10_000), ("carriedIn", 4_990_000)], amounts.Lines.Select(line => (line.Item, line.AmountMicros)));
    }

    /// <summary>More taken back than used: nobody is charged, and what is owed comes off the next invoices.</summary>
    [Fact]
    public void Of_AmountsBelowZero_AreCarriedUntilTheyAreUsedUp()
    {
        var first = Amounts("EUR", 0, 190_000, 0, 2_000_000_000_000, -5_004_000_000_000);
        Assert.Equal((0, 0, -3_004_000_000_000), (first.NetMicros, first.TaxMicros, first.CarriedOutPico));
        Assert.Equal(0, first.Lines.Sum(line => line.AmountMicros));

        var second = Amounts("EUR", first.CarriedOutPico, 190_000, 0, 1_000_000_000_000);
        Assert.Equal((0, 0, -2_004_000_000_000), (second.NetMicros, second.TotalMicros, second.CarriedOutPico));

        var third = Amounts("EUR", second.CarriedOutPico, 190_000, 0, 10_000_000_000_000);
        Assert.Equal((8_000_000, 1_520_000, -4_000_000_000), (third.NetMicros, third.TaxMicros, third.CarriedOutPico));
    }

    [Theory]
    [InlineData("EUR", 12_345_678_901_234, 12_350_000)]
    [InlineData("HUF", 1_234_500_000_000_000, 1_235_000_000)]
    [InlineData("JPY", 10_000_000_000_000_000, 10_000_000_000)]
    public void Of_AnyCurrency_IsRoundedToWhatTheProviderCharges(string currency, long pico, long expected)
        => Assert.Equal(expected, Amounts(currency, 0, 0, 0, pico).TotalMicros);

    [Theory]
    [InlineData(190_000, 10_000_000_000_000, 1_900_000)]
    [InlineData(190_000, 30_000_000_000, 10_000)]
    [InlineData(77_000, 20_000_000_000, 0)]
    [InlineData(0, 10_000_000_000_000, 0)]
    public void Of_TaxRate_RoundsTheTaxOfTheWholeInvoice(long ppm, long pico, long tax)
        => Assert.Equal(tax, Amounts("EUR", 0, ppm, 0, pico).TaxMicros);

    [Fact]
    public void Of_AnyAmounts_AddUpToTheCent()
    {
        var draws = new Draws(1);
        for (var i = 0; i < 2_000; i++)
        {
            long[] pico = [.. Enumerable.Range(0, 1 + draws.Next(8)).Select(_ => draws.Next(1_000_000_000) * 50_003L)];
            var (carried, minimum) = ((draws.Next(1_000_000) - 500_000) * 10_000L, draws.Next(2) * 10_000_000);

            var amounts = Amounts("EUR", carried, 0, minimum, pico);

            Assert.Equal(amounts.NetMicros, amounts.Lines.Sum(line => line.AmountMicros));
            Assert.Equal(0, amounts.NetMicros % 10_000);
            Assert.Equal(pico.Sum(amount => amount) + carried, amounts.NetMicros * Pico.PerMicro + amounts.CarriedOutPico);
        }
    }

    private static InvoiceAmounts Amounts(string currency, long carriedIn, long taxPpm, long minimum, params long[] pico)
        => InvoiceAmounts.Of(
            _period, [.. pico.Select(amount => new RatedLine("calls", "basic", 1, 1, 0, 1, 1_000_000, amount, 1000, 1100))], carriedIn,
            Currencies.Find(currency),
            (taxPpm, minimum));
}
