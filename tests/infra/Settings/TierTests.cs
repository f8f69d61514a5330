using System.Globalization;

namespace Platform.Infra.Tests.Settings;

public sealed class TierTests
{
    private const string Set = "pulumi config set --stack test --path";
    private const string Name = "1 to 40 lower-case letters, digits and hyphens, starting with a letter";
    private const string Remove = "pulumi config rm --stack test tiers";
    private const string Shape =
        "a list of { name, displayName, description, terms, callsPerMinute, callsPerMonth, pricePerMonth?, approvalRequired?, "
        + "subscriptionsLimit?, hardCap?, payAsYouGo?, included?, meters?, trial?, effective?, earlier? }";

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
    public void Load_BadTierProperty_NamesItsPath(string property, string given, string allowed, string example) =>
        Assert.Equal(
            SettingsCase.Problem($"platform:tiers[1].{property}", $"'{given}'", allowed, $"{Set} 'tiers[1].{property}' {example}"),
            SettingsCase.Message(("tiers", $"[{Tier(("name", "silver"))},{Tier((property, given))}]")));

    [Fact]
    public void Load_SameTierTwice_WantsNamesThatDiffer() =>
        Assert.Equal(
            SettingsCase.Problem("platform:tiers", "'gold'", "tier names that differ", $"{Set} 'tiers[2].name' gold-2"),
            SettingsCase.Message(("tiers", $"[{Tier()},{Tier(("name", "silver"))},{Tier()}]")));

    [Fact]
    public void Load_NoTier_WantsOne() =>
        Assert.Equal(SettingsCase.Problem("platform:tiers", "'[]'", "one tier or more", Remove), SettingsCase.Message(("tiers", "[]")));

    [Theory]
    [InlineData("""[{"name":"gold"}]""")]
    [InlineData("""[{"nam":"gold"}]""")]
    [InlineData("gold")]
    [InlineData("{}")]
    public void Load_NotTiers_SaysTheShape(string given) =>
        Assert.Equal(SettingsCase.Problem("platform:tiers", $"'{given}'", Shape, Remove), SettingsCase.Message(("tiers", given)));

    [Fact]
    public void Load_TierWithUnknownProperty_SaysTheShape()
    {
        var tiers = $"[{Tier(("colour", "red"))}]";

        Assert.Equal(SettingsCase.Problem("platform:tiers", $"'{tiers}'", Shape, Remove), SettingsCase.Message(("tiers", tiers)));
    }

    [Fact]
    public void Load_NullTier_IsRefused() =>
        Assert.Equal(
            SettingsCase.Problem("platform:tiers", "'null'", "one tier or more", Remove), SettingsCase.Message(("tiers", "[null]")));

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
