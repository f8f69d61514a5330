using System.Collections.Concurrent;
using Azure.Bicep.Types;
using Azure.Bicep.Types.Az;
using Azure.Bicep.Types.Concrete;

namespace Platform.Review.AzureTypes;

/// <summary>Azure's own definitions of resource types, as published for Bicep; each is read when it is first asked for.</summary>
internal static class AzureDefinitions
{
    private static readonly AzTypeLoader _loader = new();
    private static readonly ConcurrentDictionary<string, ResourceType?> _read = new(StringComparer.OrdinalIgnoreCase);

    private static readonly Lazy<Dictionary<string, CrossFileTypeReference>> _index =
        new(() => new(_loader.LoadTypeIndex().Resources, StringComparer.OrdinalIgnoreCase));

    /// <returns>Null where there is no definition of the type at that version.</returns>
    public static ResourceType? Find(string type, string version)
        => _read.GetOrAdd(
            $"{type}@{version}", name => _index.Value.TryGetValue(name, out var place) ? _loader.LoadResourceType(place) : null);
}
