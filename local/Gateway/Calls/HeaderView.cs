#nullable disable // As expressions see it, nothing is annotated

using System.Collections;
using System.Diagnostics.CodeAnalysis;
using Platform.Gateway.Expressions;

namespace Platform.Gateway.Calls;

/// <summary>Headers as expressions read them.</summary>
internal sealed class HeaderView(IHeaderDictionary headers) : IHeaders
{
    public string[] this[string key] => headers.TryGetValue(key, out var values) ? values.ToArray() : throw new KeyNotFoundException(key);

    public IEnumerable<string> Keys => headers.Keys;
    public IEnumerable<string[]> Values => headers.Values.Select(values => values.ToArray());
    public int Count => headers.Count;

    public bool ContainsKey(string key) => headers.ContainsKey(key);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string[] value)
    {
        var found = headers.TryGetValue(key, out var values);
        value = found ? values.ToArray() : null;
        return found;
    }

    public string GetValueOrDefault(string headerName, string defaultValue)
        => headers.TryGetValue(headerName, out var values) ? string.Join(",", values.ToArray()) : defaultValue;

    public string GetValueOrDefault(string headerName) => GetValueOrDefault(headerName, null);

    public IEnumerator<KeyValuePair<string, string[]>> GetEnumerator()
        => headers.Select(each => KeyValuePair.Create(each.Key, each.Value.ToArray())).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
