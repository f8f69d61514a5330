using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Platform.Review.Stacks;

/// <summary>YAML nodes as the Pulumi CLI hands them to a program: scalars as text, anything else as JSON.</summary>
internal static class YamlValue
{
    /// <summary>A mapping's value by key, or null.</summary>
    public static YamlNode? Member(this YamlMappingNode mapping, string key)
        => mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? value : null;

    public static string Text(YamlNode node) => node is YamlScalarNode scalar ? Text(scalar) : Json(node)!.ToJsonString();

    public static JsonNode? Json(YamlNode node) => node switch
    {
        YamlMappingNode mapping => new JsonObject(mapping.Children.Select(pair
            => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value ?? "", Json(pair.Value)))),
        YamlSequenceNode sequence => new JsonArray([.. sequence.Children.Select(Json)]),
        YamlScalarNode scalar => Json(scalar),
        _ => throw new ReviewException($"line {node.Start.Line}: a YAML {node.NodeType} cannot be a setting."),
    };

    private static string Text(YamlScalarNode scalar) => Json(scalar) switch
    {
        null => "",
        JsonValue value when value.TryGetValue<bool>(out var flag) => flag ? "true" : "false",
        _ => scalar.Value ?? "",
    };

    // Only a scalar without quotes can be anything but text.
    private static JsonValue? Json(YamlScalarNode scalar)
    {
        var text = scalar.Value ?? "";
        if (scalar.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
            return JsonValue.Create(text);
        return text switch
        {
            "" or "~" or "null" or "Null" or "NULL" => null,
            "true" or "True" or "TRUE" => JsonValue.Create(true),
            "false" or "False" or "FALSE" => JsonValue.Create(false),
            _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) =>
                JsonValue.Create(whole),
            _ when IsNumber(text, out var number) => JsonValue.Create(number),
            _ => JsonValue.Create(text),
        };
    }

    private static bool IsNumber(string text, out double number)
        => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
