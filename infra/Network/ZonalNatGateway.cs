using System.Collections.Immutable;
using Platform.Infra.Components;
using Platform.Infra.Naming;
using Platform.Infra.Observability;
using Pulumi;
using Pulumi.AzureNative.Resources.Inputs;
using static Platform.Infra.Components.ArmTemplate;
using GenericResource = Pulumi.AzureNative.Resources.Resource;

namespace Platform.Infra.Network;

/// <summary>
/// A NAT gateway and its address that outlive a zone: of the SKU StandardV2, which is in all zones of the region and costs what Standard
/// does, where a Standard one is in one zone. The package's are of API version 2024-05-01, which does not know it; hence the resource that
/// takes any type and version.
/// https://learn.microsoft.com/azure/nat-gateway/nat-sku, https://learn.microsoft.com/azure/reliability/reliability-nat-gateway
/// </summary>
internal static class ZonalNatGateway
{
    public const string Sku = "StandardV2";
    private const string Version = "2025-05-01";

    /// <returns>The gateway's id.</returns>
    public static Output<string> Declare(ConcernScope scope, Monitoring monitoring)
    {
        var address = Declare(
            ("address-nat", "publicIPAddresses", ShortHash.Name($"{scope.Names.PublicAddress("nat")}-", Sku)), scope,
            Output.Create(Map(("publicIPAllocationMethod", "Static"), ("publicIPAddressVersion", "IPv4"))));
        Diagnostics.Send(scope, "address-nat", address.Id, monitoring);
        return Declare(
            ("nat", "natGateways", ShortHash.Name($"{scope.Names.NatGateway}-", Sku)), scope,
            address.Id.Apply(id => Map(("idleTimeoutInMinutes", 10), ("publicIpAddresses", List(Map(("id", id))))))).Id;
    }

    private static GenericResource Declare(
        (string Name, string Type, string AzureName) what, ConcernScope scope, Output<ImmutableDictionary<string, object>> properties)
    {
        var options = scope.Child();
        options.DeleteBeforeReplace = false;
        return new(what.Name, new()
        {
            ResourceProviderNamespace = "Microsoft.Network",
            // There is none: it is in the group itself
            ParentResourcePath = "",
            ResourceType = what.Type,
            ResourceName = what.AzureName,
            ApiVersion = Version,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Sku = new SkuArgs { Name = Sku },
            Properties = properties.Apply(given => (object)given),
            Tags = scope.Tags,
        }, options);
    }
}
