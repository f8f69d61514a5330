using System.Text.Json.Nodes;

namespace Platform.Review.Diff.Values;

/// <summary>One text for one meaning: members and elements in order.</summary>
internal static class Canonical
{
    public static string Text(JsonNode? node) => node switch
    {
        JsonObject members => $"{{{string.Join(',', members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => $"{JsonValue.Create(member.Key).ToJsonString()}:{Text(member.Value)}"))}}}",
        JsonArray elements => $"[{string.Join(',', elements.Select(Text).Order(StringComparer.Ordinal))}]",
        _ => node?.ToJsonString() ?? "null",
    };
}
