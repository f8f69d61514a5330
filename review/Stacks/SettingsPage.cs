using System.Text;
using System.Text.Json;
using Platform.Infra.Settings;

namespace Platform.Review.Stacks;

/// <summary>
/// The page that lists the program's settings, by concern; those that the project file has no type for stand there in words.
/// </summary>
internal static class SettingsPage
{
    public const string File = "docs/settings.md";

    private static readonly MarkedList _list = new(
        File, "<!-- settings: written from the program's declarations by `dotnet platform.cs plan --update` -->",
        "<!-- end of settings -->");

    /// <summary>The page with these settings, and all else as it is.</summary>
    /// <exception cref="ReviewException">The page does not say where its settings begin and end.</exception>
    public static string Update(string page, IReadOnlyList<SettingDeclaration> declarations)
    {
        var tables = new StringBuilder();
        foreach (var concern in declarations.Where(setting => setting.Type != SettingType.Object).GroupBy(setting => setting.Concern))
        {
            tables.Append($"\n### {concern.Key.Split(';')[0]}\n\n| setting | default | meaning |\n|---|---|---|\n");
            foreach (var setting in concern)
                tables.Append($"| `{setting.Key}` | {Default(setting)} | {setting.Setting.Meaning} |\n");
        }

        return _list.Replace(page, tables.Append('\n').ToString());
    }

    private static string Default(SettingDeclaration setting) => setting switch
    {
        { Default: null } => "",
        { Default: "\"\"" } => "(empty)",
        { Type: SettingType.String, Default: var json } => $"`{JsonSerializer.Deserialize<string>(json)}`",
        { Type: SettingType.Array, Default: var json } =>
            $"`[{string.Join(", ", JsonSerializer.Deserialize<string[]>(json)!.Select(item => $"\"{item}\""))}]`",
        { Default: var json } => $"`{json}`",
    };
}
