using System.Text.Json.Nodes;
using Platform.Infra.Billing;
using Platform.Infra.Settings;
using Platform.Infra.Tests.Settings;

namespace Platform.Infra.Tests.Billing;

public sealed class PlanFileTests
{
    private const string Gold = """
        {"name":"gold","displayName":"Gold","description":"Much.","terms":"Fair.","callsPerMinute":5,"callsPerMonth":50
        """;

    [Theory]
    [InlineData("}", """[{"plan":"gold","version":1,"currency":"EUR","fixedMicros":0,"effective":"2026-01-01T00:00:00Z","meters":[]}]""")]
    [InlineData(
        ""","hardCap":500,"pricePerMonth":49.5,"included":{"compute":9},"meters":[{"meter":"calls","prices":[{"upTo":100,"price":"""
        + """0.0003},{"price":0.0000000000001e1}]},{"meter":"compute","prices":[{"price":0.000002}],"index":"node-hour"}]}""",
        """[{"plan":"gold","version":1,"currency":"EUR","fixedMicros":49500000,"effective":"2026-01-01T00:00:00Z","meters":["""
        + """{"meter":"calls","included":50,"tiers":[{"pricePico":300000000,"upTo":100},{"pricePico":1}]}"""
        + """,{"meter":"compute","included":9,"tiers":[{"pricePico":2000000}],"index":"node-hour"}]}]""")]
    [InlineData(
        ""","payAsYouGo":true,"meters":[{"meter":"calls","prices":[{"price":0.001}]}]}""",
        """[{"plan":"gold","version":1,"currency":"EUR","fixedMicros":0,"effective":"2026-01-01T00:00:00Z","meters":["""
        + """{"meter":"calls","included":0,"tiers":[{"pricePico":1000000000}]}]}]""")]
    [InlineData(
        ""","included":{"storage":50},"meters":[{"meter":"storage","prices":[{"price":0.000027397261}],"index":"gigabyte-month"}]}""",
        """[{"plan":"gold","version":1,"currency":"EUR","fixedMicros":0,"effective":"2026-01-01T00:00:00Z","meters":["""
        + """{"meter":"storage","included":50,"tiers":[{"pricePico":27397261}],"index":"gigabyte-month"}]}]""")]
    [InlineData(
        ""","pricePerMonth":2,"effective":"2027-02-01","earlier":[{"effective":"2026-01-01","pricePerMonth":1}]}""",
        """[{"plan":"gold","version":1,"currency":"EUR","fixedMicros":1000000,"effective":"2026-01-01T00:00:00Z","meters":[]}"""
        + """,{"plan":"gold","version":2,"currency":"EUR","fixedMicros":2000000,"effective":"2027-02-01T00:00:00Z","meters":[]}]""")]
    public void Of_ATier_IsWhatBillingReads(string rest, string expected)
        => Assert.Equal(expected, PlanFile.Of(SettingsCase.Load(("tiers", $"[{Gold.TrimEnd()}{rest}]")).Gateway));

    [Fact]
    public void Of_ATrial_SaysForHowLongAndWhatThen()
    {
        var plans = PlanFile.Of(SettingsCase.Load(
            ("tiers",
                $$$"""[{{{Gold.TrimEnd()}}}},{"name":"trial","displayName":"T","description":"T","terms":"T","callsPerMinute":1"""
                + $$$""","callsPerMonth":1,"trial":{"days":14,"then":"gold"}}]""")).Gateway);

        Assert.Equal("""{"days":14,"then":"gold"}""", JsonNode.Parse(plans)![1]!["trial"]!.ToJsonString());
    }

    [Theory, InlineData("dev"), InlineData("prod")]
    public void Of_AStackFile_HasAllThatIsSold(string stack)
    {
        var settings = PlatformSettings.Load(new SettingsReader(stack, Cloud.StackFiles.Configuration(stack).Get));

        Assert.Equal(
            ["free", "trial", "standard", "premium", "metered"],
            JsonNode.Parse(PlanFile.Of(settings.Gateway))!.AsArray().Select(plan => (string?)plan!["plan"]));
    }
}
