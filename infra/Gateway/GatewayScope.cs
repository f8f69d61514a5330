using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>What every part of the gateway needs to place a resource in the service.</summary>
internal sealed record GatewayScope(Resource Parent, PlatformScope Platform, ApiManagementService Service)
{
    public Output<string> ResourceGroup => Platform.ResourceGroup;
    public Output<string> ServiceName => Service.Name;

    public CustomResourceOptions Child(params IEnumerable<Resource> dependsOn)
    {
        var options = new CustomResourceOptions { Parent = Parent };
        foreach (var resource in dependsOn)
            options.DependsOn.Add(resource);
        return options;
    }
}
