using System.Text.Json;
using Platform.Infra.Settings;
using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Settings;

public sealed class SettingsPageTests
{
    // The project file cannot declare tiers, which are objects: their row is written by hand
    [Fact]
    public void Page_OfTiers_NamesTheirProperties()
    {
        var tiers = File.ReadLines(Path.Combine(StackFiles.Root, "docs/settings.md"))
            .Single(line => line.StartsWith("| `tiers` |", StringComparison.Ordinal));

        Assert.StartsWith(
            $"| `tiers` | {string.Join(", ", TierList.Default.Select(tier => tier.Name))} |", tiers, StringComparison.Ordinal);
        Assert.All(
            typeof(TierSettings).GetConstructors()[0].GetParameters(),
            property => Assert.Contains(JsonNamingPolicy.CamelCase.ConvertName(property.Name!), tiers, StringComparison.Ordinal));
    }

    // Nor what is of another namespace than the project's
    [Fact]
    public void Page_OfTheSubscription_NamesBothKeys()
    {
        var page = File.ReadAllText(Path.Combine(StackFiles.Root, "docs/settings.md"));

        Assert.All(
            [SubscriptionSettings.IdKey, SubscriptionSettings.TenantKey],
            key => Assert.Contains($"\n| `{key}` |  | ", page, StringComparison.Ordinal));
    }
}
