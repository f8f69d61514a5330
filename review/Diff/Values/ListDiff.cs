using System.Globalization;
using System.Text.Json.Nodes;

namespace Platform.Review.Diff.Values;

/// <summary>
/// Compares lists by what their elements are, not by where they stand: objects by the property that identifies them, others as equal
/// or not. Only where order is meaning, as in a command's arguments, does the index count.
/// </summary>
internal static class ListDiff
{
    private static readonly string[] Identities =
        ["name", "id", "key", "category", "categoryGroup", "value", "displayName", "containerPort", "port", "principalId", "objectId"];

    private static readonly string[] Ordered = ["args", "command"];

    public static IEnumerable<PropertyChange> Between(PropertyPath path, JsonArray before, JsonArray after)
        => Ordered.Contains(path.Names[^1]) ? Indexed(path, Numbered(before), Numbered(after))
            : Identity(before, after) is { } identity ? Keyed(path, identity, before, after)
            : Unkeyed(path, before, after);

    private static string? Identity(JsonArray before, JsonArray after)
        => Identities.FirstOrDefault(name => Identifies(name, before) && Identifies(name, after));

    private static bool Identifies(string name, JsonArray list)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return list.All(element => element is JsonObject members && members[name] is JsonValue value && seen.Add(value.ToString()));
    }

    private static IEnumerable<PropertyChange> Keyed(PropertyPath path, string identity, JsonArray before, JsonArray after)
    {
        var former = ByKey(before);
        var present = ByKey(after);
        foreach (var key in former.Keys.Union(present.Keys).Order(StringComparer.Ordinal))
        {
            var (was, isNow) = (former.GetValueOrDefault(key), present.GetValueOrDefault(key));
            var at = path.At($"{identity}={key}", isNow.Value is null ? was.Index : isNow.Index);
            foreach (var change in ValueDiff.Between(at, was.Value, isNow.Value))
                yield return change;
        }

        Dictionary<string, (int Index, JsonNode? Value)> ByKey(JsonArray list)
            => Numbered(list).ToDictionary(element => element.Value![identity]!.ToString(), StringComparer.Ordinal);
    }

    // What is in both is left out; what remains is paired in order, but only where it has parts to compare, or is all there is.
    private static IEnumerable<PropertyChange> Unkeyed(PropertyPath path, JsonArray before, JsonArray after)
    {
        var removed = Without(before, after);
        var added = Without(after, before);
        if (removed.Concat(added).All(element => element.Value is JsonObject or JsonArray))
            return Indexed(path, removed, added);
        return removed is [var was] && added is [var isNow]
            ? [new(path.At("", isNow.Index), was.Value, isNow.Value)]
            : removed.Select(element => new PropertyChange(path.At("", element.Index), element.Value, null))
                .Concat(added.Select(element => new PropertyChange(path.At("", element.Index), null, element.Value)));
    }

    private static IEnumerable<PropertyChange> Indexed(
        PropertyPath path, IReadOnlyList<(int Index, JsonNode? Value)> before, IReadOnlyList<(int Index, JsonNode? Value)> after)
    {
        for (var i = 0; i < Math.Max(before.Count, after.Count); i++)
        {
            var was = i < before.Count ? before[i].Value : null;
            var (index, isNow) = i < after.Count ? after[i] : (before[i].Index, null);
            foreach (var change in ValueDiff.Between(path.At(index.ToString(CultureInfo.InvariantCulture), index), was, isNow))
                yield return change;
        }
    }

    private static List<(int Index, JsonNode? Value)> Without(JsonArray list, JsonArray others)
    {
        var counts = others.CountBy(Canonical.Text).ToDictionary(StringComparer.Ordinal);
        var rest = new List<(int, JsonNode?)>();
        foreach (var element in Numbered(list))
        {
            var text = Canonical.Text(element.Value);
            if (counts.GetValueOrDefault(text) is var count and > 0)
                counts[text] = count - 1;
            else
                rest.Add(element);
        }
        return rest;
    }

    private static List<(int Index, JsonNode? Value)> Numbered(JsonArray list) => [.. list.Select((value, index) => (index, value))];
}
