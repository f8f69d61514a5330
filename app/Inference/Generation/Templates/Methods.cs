
namespace Platform.Inference.Generation.Templates;

/// <summary>Python's methods of texts and objects, those that templates use.</summary>
internal static class Methods
{
    public static object? Call(object? target, string name, List<object?> given) => (target, name, given) switch
    {
        (string text, "strip", []) => text.Trim(),
        (string text, "strip", [string characters]) => text.Trim(characters.ToCharArray()),
        (string text, "lstrip", []) => text.TrimStart(),
        (string text, "lstrip", [string characters]) => text.TrimStart(characters.ToCharArray()),
        (string text, "rstrip", []) => text.TrimEnd(),
        (string text, "rstrip", [string characters]) => text.TrimEnd(characters.ToCharArray()),
        (string text, "startswith", [string start]) => text.StartsWith(start, StringComparison.Ordinal),
        (string text, "endswith", [string end]) => text.EndsWith(end, StringComparison.Ordinal),
        (string text, "upper", []) => text.ToUpperInvariant(),
        (string text, "lower", []) => text.ToLowerInvariant(),
        (string text, "title" or "capitalize", []) => Filters.Apply(name, text, [], []),
        (string text, "split", []) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToList<object?>(),
        (string text, "split", [string separator]) => text.Split(separator).ToList<object?>(),
        (string text, "replace", [string from, string to]) => text.Replace(from, to, StringComparison.Ordinal),
        (string text, "find", [string part]) => (long)text.IndexOf(part, StringComparison.Ordinal),
        (Dictionary<string, object?> fields, "items", []) =>
            fields.Select(field => (object?)(List<object?>)[field.Key, field.Value]).ToList(),
        (Dictionary<string, object?> fields, "keys", []) => fields.Keys.ToList<object?>(),
        (Dictionary<string, object?> fields, "values", []) => fields.Values.ToList(),
        (Dictionary<string, object?> fields, "get", [string field]) => fields.GetValueOrDefault(field),
        (Dictionary<string, object?> fields, "get", [string field, var otherwise]) => fields.GetValueOrDefault(field, otherwise),
        (List<object?> items, "append", [var item]) => Append(items, item),
        _ => throw new TemplateException($"{Value.Describe(target)} has no method '{name}' with {given.Count} arguments"),
    };

    private static object? Append(List<object?> items, object? item)
    {
        items.Add(item);
        return null;
    }
}
