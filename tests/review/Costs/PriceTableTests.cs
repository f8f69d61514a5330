using Platform.Review.Costs;
using Platform.Review.Costs.Prices;

namespace Platform.Review.Tests.Costs;

public sealed class PriceTableTests
{
    [Fact]
    public void Committed_EveryPrice_HasASourceADateAndAFigureOrAReason()
    {
        Assert.Equal("USD", PriceTable.Committed.Currency);
        Assert.Equal(["northeurope", "westeurope"], PriceTable.Committed.Regions);
        Assert.All(PriceTable.Committed.All, price =>
        {
            Assert.StartsWith("https://", price.Source, StringComparison.Ordinal);
            Assert.InRange(price.Date, new DateOnly(2024, 1, 1), new DateOnly(2099, 12, 31));
            Assert.True(price.Amount > 0 || (price.Amount is null && price.Note is { Length: > 0 }), $"{price}");
        });
    }

    [Fact]
    public void Committed_EuroRate_HasASourceAndADate()
    {
        var rate = PriceTable.Committed.RateOf("EUR")!;

        Assert.StartsWith("https://", rate.Source, StringComparison.Ordinal);
        Assert.Equal(2 * rate.Value, PriceTable.Committed.Exchanged(2, "EUR"));
        Assert.Equal(2, PriceTable.Committed.Exchanged(2, "USD"));
        Assert.Null(PriceTable.Committed.Exchanged(2, "GBP"));
    }

    [Fact]
    public void Committed_EverySizeThatHasAPrice_HasProcessorsAndMemory()
        => Assert.All(
            PriceTable.Committed.All.Where(price => price.Service == "Virtual Machines"),
            price => Assert.True(PriceTable.Committed.SizeOf(price.Sku) is { Vcpus: > 0, MemoryGibibytes: > 0 }, price.Sku));

    [Fact]
    public void Find_PriceOfTheRegion_GoesBeforeTheCommonOne()
    {
        var table = new PriceTable(
            [MadePlan.Price("S", "k", "M", Units.Hour, 1), MadePlan.Price("S", "k", "M", Units.Hour, 2, Price.Everywhere)], [], []);

        Assert.Equal(1, table.Find(new("S", "K", "M", Units.Hour, 1, "here"))!.Amount);
        Assert.Equal(2, table.Find(new("S", "K", "M", Units.Hour, 1, "there"))!.Amount);
        Assert.Null(table.Find(new("S", "other", "M", Units.Hour, 1, "here")));
    }

    [Theory]
    [InlineData("prices: [{ service: S }]", "is no list of prices: ")]
    [InlineData("prices: [", "is no list of prices: ")]
    [InlineData("price: []", "is no list of prices: ")]
    [InlineData("", "is no list of prices: it is empty")]
    public void Read_NoPrices_SaysWhere(string yaml, string expected)
        => Assert.StartsWith(
            $"some.yaml {expected}", Assert.Throws<ReviewException>(() => PriceTable.Read(yaml, "some.yaml")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Read_UnknownUnit_SaysWhichAreAllowed()
    {
        const string Yaml = """
            prices:
              - service: S
                region: here
                currency: USD
                source: https://example.com
                date: 2026-01-01
                entries:
                  - { sku: k, meter: M, unit: fortnight, price: 1 }
            """;

        Assert.Equal(
            "some.yaml: 'M' has the unit 'fortnight'; allowed: hour; day; month; second; GB; GB for a month; 10,000 operations; "
            + "1,000,000 calls; "
            + "10,000,000 samples; execution; 1,000,000 tokens; 1,000,000 queries.",
            Assert.Throws<ReviewException>(() => PriceTable.Read(Yaml, "some.yaml")).Message);
    }
}
