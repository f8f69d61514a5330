using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Platform.Infra.Tests.Cloud;

/// <summary>The repository's Pulumi files.</summary>
internal static class StackFiles
{
    public static string Root { get; } = FindRoot(AppContext.BaseDirectory);

    /// <summary>The project's declarations by key.</summary>
    public static YamlMappingNode Schema() => (YamlMappingNode)Read("Pulumi.yaml")["config"];

    /// <summary>Values as the engine hands them to a program: scalars as text, the rest as JSON; with the schema's defaults.</summary>
    public static Dictionary<string, string> Values(string stack)
    {
        var values = new Dictionary<string, string>();
        foreach (var (key, declaration) in Schema())
            if (((YamlMappingNode)declaration).Children.TryGetValue("default", out var value))
                values[$"platform:{key}"] = Value(value);
        // What the review reads is nothing to the program
        foreach (var (key, value) in StackFile(stack).Where(entry => !entry.Key.ToString().StartsWith("review:", StringComparison.Ordinal)))
            values[key.ToString()] = Value(value);
        return values;
    }

    public static YamlMappingNode StackFile(string stack) => (YamlMappingNode)Read($"Pulumi.{stack}.yaml")["config"];

    /// <summary>A node's value as JSON; scalars of Pulumi files are written as text here.</summary>
    public static string Value(YamlNode node) =>
        node is YamlScalarNode scalar
            ? scalar.Value!
            : Json(node)!.ToJsonString();

    // What has no quotes and is a number or a flag is one, as the CLI reads it
    private static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Select(pair => KeyValuePair.Create(pair.Key.ToString(), Json(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Select(Json)]),
        YamlScalarNode { Style: ScalarStyle.Plain } scalar when decimal.TryParse(scalar.Value, CultureInfo.InvariantCulture, out var number) => number,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" or "false" } scalar => scalar.Value == "true",
        _ => node.ToString(),
    };

    private static YamlMappingNode Read(string file)
    {
        using var reader = File.OpenText(Path.Combine(Root, file));
        var stream = new YamlStream();
        stream.Load(reader);
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static string FindRoot(string folder) =>
        File.Exists(Path.Combine(folder, "Pulumi.yaml"))
            ? folder
            : FindRoot(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("the tests run outside of the repository"));
}
