using System.Text.Json.Nodes;

namespace Platform.Inference.Docs;

/// <summary>The parts of an OpenAPI document that its operations refer to.</summary>
internal static class Components
{
    /// <summary>Leaves out those that no operation reaches.</summary>
    public static void RemoveUnused(JsonObject document)
    {
        var used = new HashSet<string>();
        Follow(document, document["paths"], used);
        foreach (var (kind, parts) in document["components"]!.AsObject())
            foreach (var name in parts!.AsObject().Select(part => part.Key).ToList())
                if (!used.Contains($"#/components/{kind}/{name}"))
                    parts.AsObject().Remove(name);
    }

    private static void Follow(JsonObject document, JsonNode? node, HashSet<string> used)
    {
        if (node is JsonArray items)
            foreach (var item in items)
                Follow(document, item, used);
        else if (node is JsonObject fields)
            foreach (var (name, value) in fields)
                if (name == "$ref" && value is JsonValue && used.Add((string)value!))
                    Follow(document, ((string)value!).Split('/').Skip(1).Aggregate((JsonNode?)document, (part, step) => part?[step]), used);
                else
                    Follow(document, value, used);
    }
}
