using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Platform.Review.Stacks;

/// <summary>The page that lists every setting of <c>Pulumi.yaml</c>, by concern: a comment there heads the settings of one.</summary>
internal static partial class SettingsPage
{
    public const string File = "docs/settings.md";

    private const string Begin = "<!-- settings: written from Pulumi.yaml by `dotnet platform.cs plan --update` -->", End = "<!-- end of settings -->";

    /// <summary>The page with the settings of today, and all else as it is.</summary>
    /// <exception cref="ReviewException">The page does not say where its settings begin and end, or the project file cannot be read.</exception>
    public static string Update(string page, string project)
    {
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = begin < 0 ? -1 : page.IndexOf(End, begin, StringComparison.Ordinal);
        return end < 0
            ? throw new ReviewException($"{File} does not have '{Begin}' and, below it, '{End}'; put them around its list of settings.")
            : page[..(begin + Begin.Length)] + "\n" + Tables(project) + page[end..];
    }

    private static string Tables(string project)
    {
        var settings = YamlFile.Parse("Pulumi.yaml", project).Mapping("config");
        var concerns = new Queue<Match>(Concern().Matches(project));
        var tables = new StringBuilder();
        // Of other namespaces it says values, not types
        foreach (var (key, value) in settings.Children.Where(setting => !$"{setting.Key}".Contains(':', StringComparison.Ordinal)))
        {
            while (concerns.TryPeek(out var next) && next.Index < key.Start.Index)
                tables.Append($"\n### {concerns.Dequeue().Groups[1].Value}\n\n| setting | default | meaning |\n|---|---|---|\n");

            var declaration = (YamlMappingNode)value;
            tables.Append($"| `{key}` | {Default(declaration)} | {declaration.Member("description")} |\n");
        }

        return tables.Append('\n').ToString();
    }

    private static string Default(YamlMappingNode declaration) => declaration.Member("default") switch
    {
        null => "",
        YamlSequenceNode list => $"`[{string.Join(", ", list.Select(item => $"\"{item}\""))}]`",
        var value when value.ToString().Length == 0 => "(empty)",
        var value => $"`{value}`",
    };

    [GeneratedRegex(@"^  # ([^;\n]+).*$", RegexOptions.Multiline)]
    private static partial Regex Concern();
}
