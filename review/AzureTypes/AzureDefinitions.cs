using System.Collections.Concurrent;
using Azure.Bicep.Types;
using Azure.Bicep.Types.Az;
using Azure.Bicep.Types.Concrete;

namespace Platform.Review.AzureTypes;

/// <summary>Azure's own definitions of resource types, as published for Bicep; each is read when it is first asked for.</summary>
internal static class AzureDefinitions
{
    private static readonly AzTypeLoader Loader = new();
    private static readonly ConcurrentDictionary<string, ResourceType?> Read = new(StringComparer.OrdinalIgnoreCase);

    private static readonly Lazy<Dictionary<string, CrossFileTypeReference>> Index =
        new(() => new(Loader.LoadTypeIndex().Resources, StringComparer.OrdinalIgnoreCase));

    /// <returns>Null where there is no definition of the type at that version.</returns>
    public static ResourceType? Find(string type, string version)
        => Read.GetOrAdd($"{type}@{version}", name => Index.Value.TryGetValue(name, out var place) ? Loader.LoadResourceType(place) : null);
}
