using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.ApiManagement;

namespace Platform.Infra.Gateway;

/// <summary>What every part of the gateway needs to place a resource in the service.</summary>
internal sealed record GatewayScope : ConcernScope
{
    public GatewayScope(ConcernScope scope, ApiManagementService service) : base(scope) => Service = service;

    public ApiManagementService Service { get; }

    public Output<string> ServiceName => Service.Name;

    /// <summary>
    /// Options of what is in the service, and goes with it: not one by one, as Azure deletes no product that somebody has subscribed to.
    /// </summary>
    public override CustomResourceOptions Child(params IEnumerable<Resource> dependsOn)
    {
        var options = base.Child(dependsOn);
        options.DeletedWith = Service;
        return options;
    }
}
