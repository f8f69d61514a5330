using System.Globalization;
using System.Text.Json.Nodes;

namespace Platform.Review.Values;

/// <summary>
/// Compares lists by what their elements are: objects by the property that identifies them, others as equal or not. Unless the list
/// is a set, another order of what is in both is a change of its own. Of a command's arguments the index is what they are.
/// </summary>
/// <param name="type">Of the resource: it decides which lists are sets.</param>
internal sealed class ListDiff(string type)
{
    private static readonly string[] _identities =
        ["name", "id", "key", "category", "categoryGroup", "value", "displayName", "containerPort", "port", "principalId", "objectId"];

    private static readonly string[] _indices = ["args", "command"];

    public IEnumerable<PropertyChange> Between(PropertyPath path, JsonArray before, JsonArray after)
        => JsonNode.DeepEquals(before, after) ? []
            : _indices.Contains(path.Names[^1]) ? Indexed(path, Numbered(before), Numbered(after))
            : Identity(before, after) is { } identity ? Keyed(path, identity, before, after)
            : Unkeyed(path, before, after);

    private static string? Identity(JsonArray before, JsonArray after)
        => _identities.FirstOrDefault(name => Identifies(name, before) && Identifies(name, after));

    private static bool Identifies(string name, JsonArray list)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return list.All(element => element is JsonObject members && members[name] is JsonValue value && seen.Add(value.ToString()));
    }

    private IEnumerable<PropertyChange> Keyed(PropertyPath path, string identity, JsonArray before, JsonArray after)
    {
        var former = ByKey(before);
        var present = ByKey(after);
        foreach (var key in former.Keys.Union(present.Keys).Order(StringComparer.Ordinal))
        {
            var (was, isNow) = (former.GetValueOrDefault(key), present.GetValueOrDefault(key));
            var at = path.At($"{identity}={key}", isNow.Value is null ? was.Index : isNow.Index);
            foreach (var change in ValueDiff.Between(at, was.Value, isNow.Value, type))
                yield return change;
        }

        foreach (var change in Order(path, Common(former, present), Common(present, former)))
            yield return change;

        static string[] Common(
            Dictionary<string, (int Index, JsonNode? Value)> list, Dictionary<string, (int Index, JsonNode? Value)> other)
            => [.. list.OrderBy(each => each.Value.Index).Select(each => each.Key).Where(other.ContainsKey)];

        Dictionary<string, (int Index, JsonNode? Value)> ByKey(JsonArray list)
            => Numbered(list).ToDictionary(element => element.Value![identity]!.ToString(), StringComparer.Ordinal);
    }

    // What is in both is left out; what remains is paired in order, but only where it has parts to compare, or is all there is.
    private IEnumerable<PropertyChange> Unkeyed(PropertyPath path, JsonArray before, JsonArray after)
    {
        var (was, isNow) = (Texts(path, before), Texts(path, after));
        var (removed, kept) = Without(before, was, isNow);
        var (added, present) = Without(after, isNow, was);
        IEnumerable<PropertyChange> changes = removed.Concat(added).All(element => element.Value is JsonObject or JsonArray)
            ? Indexed(path, removed, added)
            : removed is [var one] && added is [var other]
            ? [new(path.At("", other.Index), one.Value, other.Value)]
            : removed.Select(element => new PropertyChange(path.At("", element.Index), element.Value, null))
                .Concat(added.Select(element => new PropertyChange(path.At("", element.Index), null, element.Value)));
        return changes.Concat(Order(path, Labels(before, was, kept), Labels(after, isNow, present, [.. kept.Select(index => was[index])])));
    }

    // Scalars by themselves; of what has parts, which it was before
    private static string[] Labels(JsonArray list, string[] texts, List<int> kept, string[]? former = null)
    {
        var taken = new bool[former?.Length ?? 0];
        return [.. kept.Select((index, place) => list[index] is JsonValue value ? value.ToString() : Number(texts[index], place))];

        string Number(string text, int place)
        {
            var at = former is null ? place : Enumerable.Range(0, former.Length).First(i => !taken[i] && former[i] == text);
            if (former is not null)
                taken[at] = true;
            return string.Create(CultureInfo.InvariantCulture, $"#{at + 1}");
        }
    }

    private IEnumerable<PropertyChange> Order(PropertyPath path, string[] before, string[] after)
        => before.SequenceEqual(after) || SetLists.Has(type, path) ? [] : [new(path.InOrder(), List(before), List(after))];

    private static JsonArray List(string[] texts) => [.. texts.Select(text => (JsonNode)text)];

    private IEnumerable<PropertyChange> Indexed(
        PropertyPath path, IReadOnlyList<(int Index, JsonNode? Value)> before, IReadOnlyList<(int Index, JsonNode? Value)> after)
    {
        for (var i = 0; i < Math.Max(before.Count, after.Count); i++)
        {
            var was = i < before.Count ? before[i].Value : null;
            var (index, isNow) = i < after.Count ? after[i] : (before[i].Index, null);
            foreach (var change in ValueDiff.Between(path.At(index.ToString(CultureInfo.InvariantCulture), index), was, isNow, type))
                yield return change;
        }
    }

    private string[] Texts(PropertyPath path, JsonArray list)
        => [.. list.Select(element => Canonical.Text(element, path.At("", 0), at => SetLists.Has(type, at)))];

    // What only this list has, and the indices of what both have
    private static (List<(int Index, JsonNode? Value)> Other, List<int> Kept) Without(JsonArray list, string[] own, string[] others)
    {
        var counts = others.CountBy(text => text).ToDictionary(StringComparer.Ordinal);
        var (rest, kept) = (new List<(int, JsonNode?)>(), new List<int>());
        for (var i = 0; i < list.Count; i++)
        {
            if (counts.GetValueOrDefault(own[i]) is not (var count and > 0))
            {
                rest.Add((i, list[i]));
                continue;
            }

            counts[own[i]] = count - 1;
            kept.Add(i);
        }

        return (rest, kept);
    }

    private static List<(int Index, JsonNode? Value)> Numbered(JsonArray list) => [.. list.Select((value, index) => (index, value))];
}
