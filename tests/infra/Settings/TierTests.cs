using System.Globalization;

namespace Platform.Infra.Tests.Settings;

public sealed class TierTests
{
    private const string Set = "pulumi config set --stack test --path";
    private const string Name = "1 to 40 lower-case letters, digits and hyphens, starting with a letter";
    private const string Remove = "pulumi config rm --stack test tiers";
    private const string Shape =
        "a list of { name, displayName, description, terms, callsPerMinute, callsPerMonth, pricePerMonth?, approvalRequired?, "
        + "subscriptionsLimit?, hardCap?, payAsYouGo?, included?, meters?, trial?, effective?, earlier?, tokens? }";

    [Fact]
    public void Load_Tier_IsReadWithDefaults()
    {
        var tier = Assert.Single(SettingsCase.Load(("tiers", $"[{Tier()}]")).Gateway.Tiers);

        Assert.Equal(("gold", "Gold", "Much.", "Fair use.", 5, 50, 0m, false, 1), (
            tier.Name, tier.DisplayName, tier.Description, tier.Terms, tier.CallsPerMinute, tier.CallsPerMonth, tier.PricePerMonth,
            tier.ApprovalRequired, tier.SubscriptionsLimit));
    }

    [Theory]
    [InlineData("name", "Gold", Name, "free")]
    [InlineData("name", "1st", Name, "free")]
    [InlineData("name", "unlimited", "a name other than starter and unlimited, which are those of Azure's samples", "standard")]
    [InlineData("displayName", "", "1 to 100 characters", "Free")]
    [InlineData("description", "", "1 to 800 characters", "'For trying the API out.'")]
    [InlineData("terms", "", "text that a subscriber accepts", "'Fair use.'")]
    [InlineData("callsPerMinute", "0", "1 or more", "10")]
    [InlineData("callsPerMonth", "4", "no less than callsPerMinute, which is 5", "1000")]
    [InlineData("pricePerMonth", "-1", "0 to 1000000 with at most two decimals", "49")]
    [InlineData("pricePerMonth", "0.125", "0 to 1000000 with at most two decimals", "49")]
    [InlineData("pricePerMonth", "1000001", "0 to 1000000 with at most two decimals", "49")]
    [InlineData("subscriptionsLimit", "0", "1 or more", "1")]
    public void Load_BadTierProperty_NamesItsPath(string property, string given, string allowed, string example)
        => Assert.Equal(
            SettingsCase.Problem($"platform:tiers[1].{property}", $"'{given}'", allowed, $"{Set} 'tiers[1].{property}' {example}"),
            SettingsCase.Message(("tiers", $"[{Tier(("name", "silver"))},{Tier((property, given))}]")));

    [Theory]
    [InlineData("prompt", 0, "1 or more", "1000")]
    [InlineData("answer", 0, "1 or more", "250")]
    [InlineData("perMinute", 14, "no less than prompt and answer together, which are 15", "15")]
    [InlineData("perMonth", 99, "no less than perMinute, which is 100", "100")]
    public void Load_BadTokens_NameTheirPath(string property, int given, string allowed, string example)
    {
        var tokens = new Dictionary<string, int>
        {
            ["perMinute"] = 100, ["perMonth"] = 1000, ["prompt"] = 10, ["answer"] = 5, [property] = given,
        };
        var tier = Tier().TrimEnd('}') + $",\"tokens\":{System.Text.Json.JsonSerializer.Serialize(tokens)}}}";

        Assert.Equal(
            SettingsCase.Problem(
                $"platform:tiers[0].tokens.{property}", $"'{given}'", allowed, $"{Set} 'tiers[0].tokens.{property}' {example}"),
            SettingsCase.Message(("tiers", $"[{tier}]")));
    }

    [Fact]
    public void Load_SameTierTwice_WantsNamesThatDiffer()
        => Assert.Equal(
            SettingsCase.Problem("platform:tiers", "'gold'", "tier names that differ", $"{Set} 'tiers[2].name' gold-2"),
            SettingsCase.Message(("tiers", $"[{Tier()},{Tier(("name", "silver"))},{Tier()}]")));

    [Fact]
    public void Load_NoTier_WantsOne()
        => Assert.Equal(SettingsCase.Problem("platform:tiers", "'[]'", "one tier or more", Remove), SettingsCase.Message(("tiers", "[]")));

    [Theory]
    [InlineData("""[{"name":"gold"}]""")]
    [InlineData("""[{"nam":"gold"}]""")]
    [InlineData("gold")]
    [InlineData("{}")]
    public void Load_NotTiers_SaysTheShape(string given)
        => Assert.Equal(SettingsCase.Problem("platform:tiers", $"'{given}'", Shape, Remove), SettingsCase.Message(("tiers", given)));

    [Fact]
    public void Load_TierWithUnknownProperty_SaysTheShape()
    {
        var tiers = $"[{Tier(("colour", "red"))}]";

        Assert.Equal(SettingsCase.Problem("platform:tiers", $"'{tiers}'", Shape, Remove), SettingsCase.Message(("tiers", tiers)));
    }

    [Fact]
    public void Load_NullTier_IsRefused()
        => Assert.Equal(
            SettingsCase.Problem("platform:tiers", "'null'", "one tier or more", Remove), SettingsCase.Message(("tiers", "[null]")));

    [Theory]
    [InlineData(""","hardCap":49""", "hardCap", "49", "no less than callsPerMonth, which is 50", "50")]
    [InlineData(
        ""","hardCap":60""", "hardCap", "60", "callsPerMonth, which is 50, as meters say nothing of what calls beyond it cost", "50")]
    [InlineData(""","effective":"soon" """, "effective", "soon", "a day, such as 2027-01-01", "2027-01-01")]
    [InlineData(
        ""","meters":[{"meter":"cals","prices":[{"price":1}]}]""", "meters[0].meter", "cals",
        "calls, rows, compute, tokensIn, tokensOut, storage", "calls")]
    [InlineData(
        ""","meters":[{"meter":"calls","prices":[{"price":1}]},{"meter":"calls","prices":[{"price":1}]}]""", "meters[1].meter", "calls",
        "each meter once", "rows")]
    [InlineData(
        ""","meters":[{"meter":"calls","prices":[{"price":1}],"index":"gold"}]""", "meters[0].index", "gold",
        "node-hour, gigabyte-month, or nothing", "node-hour")]
    [InlineData(
        ""","meters":[{"meter":"calls","prices":[{"price":1,"upTo":7}]}]""", "meters[0].prices", "7",
        "a last step without upTo, as there is always a next unit",
        "'[{\"price\":0.001}]' --json")]
    [InlineData(
        ""","meters":[{"meter":"calls","prices":[{"price":1,"upTo":7},{"price":1,"upTo":7},{"price":1}]}]""", "meters[0].prices[1].upTo",
        "7",
        "more than the step before, as only the last one has no end", "1000000")]
    [InlineData(
        ""","meters":[{"meter":"calls","prices":[{"price":-1}]}]""", "meters[0].prices[0].price", "-1",
        "0 to 1000 with at most 12 decimals", "0.001")]
    [InlineData(
        ""","meters":[{"meter":"compute","prices":[{"price":0.0000000001}]}]""", "meters[0].prices[0].price", "0.0000000001",
        "0 to 1000 with at most 9 decimals",
        "0.001")]
    [InlineData(
        ""","included":{"rows":5}""", "included.rows", "5",
        "nothing, as tiers[0].meters has no price of rows and all of it costs nothing", "null")]
    [InlineData(
        ""","included":{"calls":-5},"meters":[{"meter":"calls","prices":[{"price":1}]}]""", "included.calls", "-5", "0 or more", "1000")]
    [InlineData(
        ""","payAsYouGo":true""", "meters", "[]", "one meter or more, as payAsYouGo is true and only use is paid for",
        "'[{\"meter\":\"calls\",\"prices\":[{\"price\":0.001}]}]' --json")]
    [InlineData(
        ""","payAsYouGo":true,"pricePerMonth":5,"meters":[{"meter":"calls","prices":[{"price":1}]}]""", "pricePerMonth", "5",
        "0, as payAsYouGo is true and only use is paid for", "0")]
    [InlineData(""","trial":{"days":91,"then":"silver"}""", "trial.days", "91", "1 to 90", "14")]
    [InlineData(""","trial":{"days":14,"then":"gold"}""", "trial.then", "gold", "a tier that is no trial itself: silver", "silver")]
    [InlineData(
        ""","trial":{"days":14,"then":"silver"},"pricePerMonth":5""", "trial", "gold",
        "a tier without pricePerMonth and meters, as nobody pays for a trial", "null")]
    [InlineData(
        ""","earlier":[{"effective":"2026-01-01"}]""", "effective", "2026-01-01",
        "a day after 2026-01-01, when the prices before began: prices do not change backwards", "2027-01-01")]
    [InlineData(
        ""","effective":"2027-01-01","earlier":[{"effective":"2026-01-01","pricePerMonth":-1}]""", "earlier[0].pricePerMonth", "-1",
        "0 to 1000000 with at most two decimals", "49")]
    public void Load_BadPrices_NameTheirPath(string more, string path, string given, string allowed, string example)
        => Assert.Equal(
            SettingsCase.Problem($"platform:tiers[0].{path}", $"'{given}'", allowed, $"{Set} 'tiers[0].{path}' {example}"),
            SettingsCase.Message(("tiers", $"[{Tier()[..^1]}{more}}},{Tier(("name", "silver"))}]")));

    [Fact]
    public void Load_PricesWithNull_AreRefused()
        => Assert.Equal(
            SettingsCase.Problem("platform:tiers", "'null'", "one tier or more", Remove),
            SettingsCase.Message(("tiers", $$"""[{{Tier()[..^1]}},"meters":[null]}]""")));

    private static string Tier(params (string Property, string Value)[] changes)
    {
        var tier = new Dictionary<string, object>
        {
            ["name"] = "gold",
            ["displayName"] = "Gold",
            ["description"] = "Much.",
            ["terms"] = "Fair use.",
            ["callsPerMinute"] = 5,
            ["callsPerMonth"] = 50,
        };
        foreach (var (property, value) in changes)
            tier[property] = decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : value;
        return System.Text.Json.JsonSerializer.Serialize(tier);
    }
}
