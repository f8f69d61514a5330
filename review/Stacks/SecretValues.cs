using System.Text.Json.Nodes;
using Platform.Review.Secrets;
using YamlDotNet.RepresentationModel;

namespace Platform.Review.Stacks;

/// <summary>Encrypted settings, <c>secure: v1:…</c>, which a plan neither can nor should decrypt.</summary>
internal static class SecretValues
{
    /// <summary>The value with every secret in it, at any depth, replaced by a placeholder.</summary>
    /// <returns>Whether there was a secret.</returns>
    public static bool Resolve(string key, YamlNode value, out string resolved)
    {
        if (IsSecret(value))
        {
            resolved = Placeholder.For(key, Ciphertext(value));
            return true;
        }

        if (value is YamlScalarNode)
        {
            resolved = YamlValue.Text(value);
            return false;
        }

        var found = false;
        resolved = Json(value, key, ref found)!.ToJsonString();
        return found;
    }

    private static bool IsSecret(YamlNode value)
        => value is YamlMappingNode { Children: [var (key, _)] } && key is YamlScalarNode { Value: "secure" };

    private static string Ciphertext(YamlNode value) => (((YamlMappingNode)value).Member("secure") as YamlScalarNode)?.Value ?? "";

    private static JsonNode? Json(YamlNode value, string path, ref bool found)
    {
        if (IsSecret(value))
        {
            found = true;
            return Placeholder.For(path, Ciphertext(value));
        }

        switch (value)
        {
            case YamlMappingNode mapping:
                var members = new JsonObject();
                foreach (var (key, member) in mapping.Children)
                    members[((YamlScalarNode)key).Value!] = Json(member, $"{path}.{key}", ref found);
                return members;
            case YamlSequenceNode sequence:
                var elements = new JsonArray();
                foreach (var element in sequence.Children)
                    elements.Add(Json(element, $"{path}[{elements.Count}]", ref found));
                return elements;
            default:
                return YamlValue.Json(value);
        }
    }
}
