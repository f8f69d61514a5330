using System.Text.Json.Nodes;
using Platform.Review.Stacks;

namespace Platform.Review.Values;

/// <summary>One text for one meaning: members in order, and elements wherever their order means nothing.</summary>
internal static class Canonical
{
    /// <summary>Without regard to the order of any list.</summary>
    public static string Text(JsonNode? node) => Text(node, null, _ => true);

    /// <param name="path">Where the value is.</param>
    /// <param name="isSet">Whether the order of a list means nothing.</param>
    public static string Text(JsonNode? node, PropertyPath path, Predicate<PropertyPath> isSet) => Text(node, (PropertyPath?)path, isSet);

    private static string Text(JsonNode? node, PropertyPath? path, Predicate<PropertyPath> isSet) => node switch
    {
        JsonObject members => $"{{{string.Join(',', members.OrderBy(member => member.Key, StringComparer.Ordinal)
            .Select(member => $"{JsonValue.Create(member.Key).ToJsonString()}:{Text(member.Value, path?.Member(member.Key), isSet)}"))}}}",
        JsonArray elements =>
            $"[{string.Join(
                ',', InOrder(elements.Select(element => Text(element, path?.At("", 0), isSet)), path is not { } at || isSet(at)))}]",
        _ => node?.ToJsonString() ?? "null",
    };

    private static IEnumerable<string> InOrder(IEnumerable<string> texts, bool isSet)
        => isSet ? texts.Order(StringComparer.Ordinal) : texts;
}
