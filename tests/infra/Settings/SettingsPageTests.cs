using System.Text.RegularExpressions;
using Platform.Infra.Settings;
using Platform.Infra.Tests.Cloud;
using YamlDotNet.RepresentationModel;

namespace Platform.Infra.Tests.Settings;

public sealed partial class SettingsPageTests
{
    private const string Mark = "<!-- settings: kept equal to Pulumi.yaml by a test -->";

    [Fact]
    public void Page_AgainstPulumiYaml_HasTheSameRows() =>
        Assert.Equal(StackFiles.Schema().Select(Row), Table("docs/settings.md").SkipLast(1));

    [Fact]
    public void Page_OfTiers_NamesTheirProperties()
    {
        var tiers = Table("docs/settings.md").Last();

        Assert.StartsWith(
            $"| `tiers` | {string.Join(", ", TierList.Default.Select(tier => tier.Name))} |", tiers, StringComparison.Ordinal);
        Assert.All(
            typeof(TierSettings).GetConstructors()[0].GetParameters(),
            property =>
                Assert.Contains(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(property.Name!), tiers, StringComparison.Ordinal));
    }

    [Fact]
    public void Readme_AgainstPulumiYaml_NamesEverySettingUnderItsConcern() => Assert.Equal(Concerns(), Table("README.md"));

    private static IEnumerable<string> Table(string page) =>
        File.ReadLines(Path.Combine(StackFiles.Root, page)).SkipWhile(line => line != Mark).Skip(3).TakeWhile(line => line.StartsWith('|'));

    private static string Row(KeyValuePair<YamlNode, YamlNode> setting)
    {
        var declaration = (YamlMappingNode)setting.Value;
        var standard = declaration.Children.TryGetValue("default", out var value)
            ? value.ToString() is ""
            ? "(empty)"
            : $"`{Spaced(value)}`"
            : "";
        return $"| `{setting.Key}` | {standard} | {declaration["description"]} |";
    }

    private static string Spaced(YamlNode value) =>
        value is YamlSequenceNode list ? $"[{string.Join(", ", list.Select(item => $"\"{item}\""))}]" : value.ToString();

    // A comment heads the settings of a concern; the project file cannot declare tiers, which are objects, so they come last
    private static IEnumerable<string> Concerns() =>
        Concern().Split(File.ReadAllText(Path.Combine(StackFiles.Root, "Pulumi.yaml")))[1..].Chunk(2)
            .Select(part => (Name: part[0], Settings: Setting().Matches(part[1]).Select(match => $"`{match.Groups[1].Value}`")))
            .Select(concern => concern.Name == "API Management" ? concern with { Settings = concern.Settings.Append("`tiers`") } : concern)
            .Select(concern => $"| {concern.Name} | {string.Join(", ", concern.Settings)} |");

    [GeneratedRegex(@"^  # ([^;\n]+).*$", RegexOptions.Multiline)]
    private static partial Regex Concern();

    [GeneratedRegex(@"^  (\w+):$", RegexOptions.Multiline)]
    private static partial Regex Setting();
}
