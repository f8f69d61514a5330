using System.Text.Json.Nodes;
using Platform.Review.Committed;

namespace Platform.Review.Diff.Values;

/// <summary>What differs between two values, as deep down as it can be said.</summary>
internal static class ValueDiff
{
    public static IEnumerable<PropertyChange> Between(PropertyPath path, JsonNode? before, JsonNode? after) => (before, after) switch
    {
        (JsonObject one, JsonObject other) => Members(path, one, other),
        (JsonArray one, JsonArray other) => ListDiff.Between(path, one, other),
        _ when JsonNode.DeepEquals(before, after) => [],
        _ when Document(before) is { } one && Document(after) is { } other => Between(path, one, other),
        _ => [new(path, before, after)],
    };

    private static IEnumerable<PropertyChange> Members(PropertyPath path, JsonObject before, JsonObject after)
        => before.Select(member => member.Key).Union(after.Select(member => member.Key)).Order(StringComparer.Ordinal)
            .SelectMany(name => Between(path.Member(name), before[name], after[name]));

    // A JSON document in a text is compared as what it says, not as how it is spaced.
    private static JsonNode? Document(JsonNode? node)
        => node is JsonValue value && value.TryGetValue<string>(out var text) ? JsonText.Parse(text) : null;
}
