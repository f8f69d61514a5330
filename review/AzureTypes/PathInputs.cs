using System.Collections.Concurrent;
using Platform.Review.Azure.Kinds;

namespace Platform.Review.AzureTypes;

/// <summary>The inputs that say where a resource is rather than what it is like.</summary>
internal static class PathInputs
{
    private static readonly ConcurrentDictionary<string, string[]> _known = new(StringComparer.Ordinal);

    public static string[] Of(string token) => _known.GetOrAdd(token, Read);

    /// <summary>The input that holds the name; null where the name is not for choosing.</summary>
    public static string? NameOf(string token) => token.EndsWith(":ResourceGroup", StringComparison.Ordinal) ? "resourceGroupName"
        : Of(token) is [.., var last] && last != "resourceGroupName" ? last : null;

    private static string[] Read(string token)
        => ["resourceGroupName", .. KindCatalogue.Find(token)?.PathInputs ?? []];
}
