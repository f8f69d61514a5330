using System.Collections.Immutable;
using System.Globalization;
using Platform.Infra.Gateway;
using Platform.Infra.Settings;
using Platform.Infra.Tests.Cloud;
using Pulumi;
using Pulumi.Utilities;

namespace Platform.Infra.Tests.Gateway;

public sealed class TierOfferTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private const string Gold = """[{"name":"gold","displayName":"Gold","description":"Much.","terms":"Fair.","callsPerMinute":7"""
        + ""","callsPerMonth":7000,"pricePerMonth":1234.5}]""";

    [Theory]
    [InlineData(0, 1, 1_000, "Much. Free of charge: up to 1 call a minute and 1,000 calls in 30 days.")]
    [InlineData(49, 120, 100_000, "Much. 49 EUR a month: up to 120 calls a minute and 100,000 calls in 30 days.")]
    [InlineData(1234.5, 10, 10, "Much. 1,234.50 EUR a month: up to 10 calls a minute and 10 calls in 30 days.")]
    public void Text_OfATier_SaysPriceAndLimits(double price, int callsPerMinute, int callsPerMonth, string expected)
        => Assert.Equal(
            expected, TierOffer.Text(new("gold", "Gold", "Much.", "Fair.", callsPerMinute, callsPerMonth, (decimal)price), "EUR"));

    [Theory]
    [InlineData(
        false,
        "Much. 49 EUR a month: up to 7 calls a minute and 5,000 calls in 30 days. Beyond 700 calls, each costs 0.0003 EUR, by the "
        + "price list.")]
    [InlineData(true, "Much. Paid by use: up to 7 calls a minute and 5,000 calls in 30 days. A call costs 0.0003 EUR, by the price list.")]
    public void Text_OfATierWithPricesByUse_SaysWhatACallCosts(bool payAsYouGo, string expected)
    {
        var meters = new MeterSettings[] { new("calls", [new(0.0003m, 1000), new(0.0002m)]) };
        var tier = new TierSettings(
            "gold", "Gold", "Much.", "Fair.", 7, 700, payAsYouGo ? 0 : 49, HardCap: 5000, PayAsYouGo: payAsYouGo, Meters: meters);

        Assert.Equal(expected, TierOffer.Text(tier, "EUR"));
    }

    [Fact]
    public void Text_OfATrial_SaysHowLongItIsFree()
        => Assert.Equal(
            "Much. Free of charge for 14 days: up to 7 calls a minute and 700 calls in 30 days.",
            TierOffer.Text(new("gold", "Gold", "Much.", "Fair.", 7, 700, Trial: new(14, "silver")), "EUR"));

    [Fact]
    public void Description_AtItsLongest_FitsIntoAProducts()
    {
        // https://learn.microsoft.com/rest/api/apimanagement/product/create-or-update: 1000 characters
        var longest = new TierSettings("gold", "Gold", new('x', 800), "Fair.", int.MaxValue, int.MaxValue, 999_999.99m);

        Assert.InRange(TierOffer.Text(longest, "EUR").Length, 801, 1000);
    }

    [Fact]
    public async Task Price_OfAStackFile_ReachesProductAndOutputs()
    {
        var run = await StackRun.OfAsync("dev", ("tiers", Gold), ("gatewayCurrency", "USD"));

        Assert.Equal(
            "Much. 1,234.50 USD a month: up to 7 calls a minute and 7,000 calls in 30 days.", run.One("Product").Text("description"));
        Assert.Equal("USD", await OutputUtilities.GetValueAsync(run.Outputs["currency"]));
        var tier = Assert.Single(Assert.IsType<ImmutableArray<object>>(await OutputUtilities.GetValueAsync(run.Outputs["tiers"])));
        Assert.Equal(
            [
                "callsPerMinute 7", "callsPerMonth 7000", "displayName Gold", "hardCap 7000", "includedCalls 7000", "name gold",
                "pricePerMonth 1234.5",
            ],
            Assert.IsType<ImmutableDictionary<string, object>>(tier).Where(each => each.Key != "callPrices")
                .Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Key} {each.Value}")).Order());
    }

    [Fact]
    public async Task Tiers_OfAStackFile_AreAnOutputInTheirOrder()
        => Assert.Equal(
            ["free 0", "trial 0", "standard 49", "premium 499", "metered 0"],
            Assert.IsType<ImmutableArray<object>>(await OutputUtilities.GetValueAsync(Prod.Outputs["tiers"]))
                .Select(tier => (ImmutableDictionary<string, object>)tier).Select(tier => $"{tier["name"]} {tier["pricePerMonth"]}"));
}
