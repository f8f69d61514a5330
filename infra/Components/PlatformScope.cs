using Platform.Infra.Naming;
using Pulumi;

namespace Platform.Infra.Components;

/// <summary>What every component needs to place a resource: where, under which name, with which tags, how well protected.</summary>
/// <param name="ResourceGroup">Name of the stack's resource group; depends on it.</param>
/// <param name="Providers">Who creates what is placed.</param>
/// <param name="Protect">Whether resources that hold data or identity are protected from deletion.</param>
internal record PlatformScope(
    string Stack,
    string Location,
    Output<string> ResourceGroup,
    Output<string> ResourceGroupId,
    Output<string> SubscriptionId,
    Output<string> TenantId,
    CloudProviders Providers,
    ResourceNames Names,
    IReadOnlyDictionary<string, string> TagValues,
    bool Protect)
{
    /// <summary>A fresh map for each resource, as an <see cref="InputMap{T}"/> can be added to.</summary>
    public InputMap<string> Tags => new Dictionary<string, string>(TagValues);

    /// <summary>For the resources whose tags are a list: <c>name:value</c> each.</summary>
    public InputList<string> TagList => TagValues.Select(tag => $"{tag.Key}:{tag.Value}").ToArray();
}
