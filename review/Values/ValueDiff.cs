using System.Text.Json.Nodes;
using Platform.Review.Secrets;
using Platform.Review.Stacks;

namespace Platform.Review.Values;

/// <summary>What differs between two values, as deep down as it can be said.</summary>
internal static class ValueDiff
{
    /// <param name="type">Of the resource, where it is one's: it decides which lists are sets.</param>
    public static IEnumerable<PropertyChange> Between(PropertyPath path, JsonNode? before, JsonNode? after, string type = "")
        => (before, after) switch
        {
            (JsonObject one, JsonObject other) => Members(path, one, other, type),
            (JsonArray one, JsonArray other) => new ListDiff(type).Between(path, one, other),
            _ when JsonNode.DeepEquals(before, after) => [],
            _ when IsSameSecret(before, after) => [],
            _ when Document(before) is { } one && Document(after) is { } other => Between(path, one, other, type),
            _ => [new(path, before, after)],
        };

    private static IEnumerable<PropertyChange> Members(PropertyPath path, JsonObject before, JsonObject after, string type)
        => before.Select(member => member.Key).Union(after.Select(member => member.Key)).Order(StringComparer.Ordinal)
            .SelectMany(name => Between(path.Member(name), before[name], after[name], type));

    // Of a secret of which nothing is known, as in plans of earlier versions, nothing can be said to be otherwise
    private static bool IsSameSecret(JsonNode? before, JsonNode? after)
        => SecretMask.Is(before) && SecretMask.Is(after) && ($"{before}" == SecretMask.Text || $"{after}" == SecretMask.Text);

    // A JSON document in a text is compared as what it says, not as how it is spaced.
    private static JsonNode? Document(JsonNode? node)
        => node is JsonValue value && value.TryGetValue<string>(out var text) ? JsonText.Parse(text) : null;
}
