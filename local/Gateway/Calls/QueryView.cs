#nullable disable // As expressions see it, nothing is annotated

using Microsoft.AspNetCore.WebUtilities;
using Platform.Gateway.Expressions;

namespace Platform.Gateway.Calls;

/// <summary>Query parameters as expressions read them.</summary>
internal sealed class QueryView(string query)
    : Dictionary<string, string[]>(
        QueryHelpers.ParseQuery(query).Select(each => KeyValuePair.Create(each.Key, each.Value.ToArray())),
        StringComparer.OrdinalIgnoreCase),
        IQuery
{
    public string GetValueOrDefault(string queryParameterName, string defaultValue)
        => TryGetValue(queryParameterName, out var values) ? string.Join(",", values) : defaultValue;

    public string GetValueOrDefault(string queryParameterName) => GetValueOrDefault(queryParameterName, null);
}
