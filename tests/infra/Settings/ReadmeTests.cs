using System.Text.RegularExpressions;
using Platform.Infra.Tests.Cloud;
using YamlDotNet.RepresentationModel;

namespace Platform.Infra.Tests.Settings;

public sealed partial class ReadmeTests
{
    [Fact]
    public void SettingsTable_AgainstPulumiYaml_SaysTheSame()
    {
        var declared = StackFiles.Schema().Select(entry => (
            entry.Key.ToString(),
            ((YamlMappingNode)entry.Value).Children.TryGetValue("default", out var value) ? Default(value) : "",
            entry.Value["description"].ToString()));

        Assert.Equal(declared, Rows().Where(row => row.Key != "tiers"));
    }

    private static string Default(YamlNode value) => StackFiles.Value(value) switch
    {
        "" => "(empty)",
        ['[', ..] list => $"`{list.Replace(",", ", ", StringComparison.Ordinal)}`",
        var scalar => $"`{scalar}`",
    };

    private static IEnumerable<(string Key, string Default, string Meaning)> Rows() =>
        from line in File.ReadLines(Path.Combine(StackFiles.Root, "README.md")).SkipWhile(line => line != "## Settings")
        let row = Row().Match(line)
        where row.Success
        select (row.Groups[1].Value, row.Groups[2].Value, row.Groups[3].Value);

    [GeneratedRegex(@"^\| `(\w+)` \| ?(.*?) ?\| (.*) \|$")]
    private static partial Regex Row();
}
