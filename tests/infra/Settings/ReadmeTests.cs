using Platform.Infra.Settings;
using Platform.Infra.Tests.Cloud;
using YamlDotNet.RepresentationModel;

namespace Platform.Infra.Tests.Settings;

public sealed class ReadmeTests
{
    private const string Mark = "<!-- settings: kept equal to Pulumi.yaml by a test -->";

    [Fact]
    public void SettingsTable_AgainstPulumiYaml_HasTheSameRows() =>
        Assert.Equal(StackFiles.Schema().Select(Row), Table().Where(row => !row.StartsWith("| `tiers` |", StringComparison.Ordinal)));

    [Fact]
    public void SettingsTable_OfTiers_NamesTheirProperties()
    {
        var tiers = Table().Single(row => row.StartsWith("| `tiers` |", StringComparison.Ordinal));

        Assert.Contains(string.Join(", ", TierList.Default.Select(tier => tier.Name)), tiers, StringComparison.Ordinal);
        Assert.All(
            typeof(TierSettings).GetProperties(),
            property => Assert.Contains(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(property.Name), tiers, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Table() =>
        File.ReadLines(Path.Combine(StackFiles.Root, "README.md")).SkipWhile(line => line != Mark).Skip(3).TakeWhile(line => line.StartsWith('|'));

    private static string Row(KeyValuePair<YamlNode, YamlNode> setting)
    {
        var declaration = (YamlMappingNode)setting.Value;
        var standard = declaration.Children.TryGetValue("default", out var value) ? value.ToString() is "" ? "(empty)" : $"`{Spaced(value)}`" : "";
        return $"| `{setting.Key}` | {standard} | {declaration["description"]} |";
    }

    private static string Spaced(YamlNode value) =>
        value is YamlSequenceNode list ? $"[{string.Join(", ", list.Select(item => $"\"{item}\""))}]" : value.ToString();
}
