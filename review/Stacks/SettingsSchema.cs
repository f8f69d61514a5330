using System.Text;
using System.Text.Json;
using Platform.Infra.Settings;
using YamlDotNet.Serialization;

namespace Platform.Review.Stacks;

/// <summary>The config schema of <c>Pulumi.yaml</c>, by which the CLI knows a setting's type and default.</summary>
internal static class SettingsSchema
{
    public const string File = "Pulumi.yaml";

    private static readonly MarkedList _list = new(
        File, "  # settings: written from the program's declarations by `dotnet platform.cs plan --update`", "  # end of settings");

    private static readonly ISerializer _yaml = new SerializerBuilder().WithQuotingNecessaryStrings().Build();

    /// <summary>
    /// The project file with these settings, and all else as it is; those that no type of its can declare stand in stack files alone.
    /// </summary>
    /// <exception cref="ReviewException">The file does not say where its settings begin and end.</exception>
    public static string Update(string project, IReadOnlyList<SettingDeclaration> declarations)
    {
        var schema = new StringBuilder();
        foreach (var concern in declarations.Where(setting => setting.IsInSchema).GroupBy(setting => setting.Concern))
        {
            schema.Append($"  # {concern.Key}\n");
            foreach (var setting in concern)
                Append(schema, setting);
            schema.Append('\n');
        }

        return _list.Replace(project, schema.ToString());
    }

    private static void Append(StringBuilder schema, SettingDeclaration setting)
    {
        schema.Append($"  {setting.Key}:\n    type: {JsonNamingPolicy.CamelCase.ConvertName($"{setting.Type}")}\n");
        if (setting.Type == SettingType.Array)
            schema.Append("    items:\n      type: string\n");
        schema.Append($"    description: {Scalar(setting.Setting.Meaning)}\n");
        if (setting.Default is { } json)
            schema.Append($"    default: {Default(setting.Type, json)}\n");
    }

    private static string Default(SettingType type, string json) => type switch
    {
        SettingType.String => Scalar(JsonSerializer.Deserialize<string>(json)!),
        SettingType.Array => $"[{string.Join(", ", JsonSerializer.Deserialize<string[]>(json)!.Select(Scalar))}]",
        _ => json,
    };

    // As an item: alone, an empty text would have a document's mark before it
    private static string Scalar(string text) => _yaml.Serialize(new[] { text })["- ".Length..].TrimEnd();
}
