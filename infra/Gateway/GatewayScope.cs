using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>What every part of the gateway needs to place a resource in the service.</summary>
internal sealed record GatewayScope(Resource Parent, PlatformScope Platform, ApiManagementService Service)
{
    public Output<string> ResourceGroup => Platform.ResourceGroup;
    public Output<string> ServiceName => Service.Name;

    /// <summary>
    /// Options of what is in the service, and goes with it: not one by one, as Azure deletes no product that somebody has subscribed to.
    /// </summary>
    public CustomResourceOptions Child(params IEnumerable<Resource> dependsOn)
    {
        var options = new CustomResourceOptions { Parent = Parent, DeletedWith = Service };
        foreach (var resource in dependsOn)
            options.DependsOn.Add(resource);
        return options;
    }
}
