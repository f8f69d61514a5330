using Platform.Infra.Components;
using Platform.Infra.Naming;
using Platform.Infra.Observability;
using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace Platform.Infra.Network;

/// <summary>The egress of the nodes' and the build agents' subnets where nothing looks at it on its way.</summary>
internal static class NatEgress
{
    /// <summary>One address for all calls to the internet, which a partner can put on an allow list.</summary>
    /// <returns>The NAT gateway's id.</returns>
    public static Output<string> Declare(ConcernScope scope, IReadOnlyList<string> zones, Monitoring monitoring)
    {
        if (zones.Count > 0)
            return ZonalNatGateway.Declare(scope, monitoring);
        var address = PublicAddress.Declare(scope, "nat", monitoring, zones);
        // Its zone is for life
        var options = scope.Child();
        options.DeleteBeforeReplace = false;
        return new NatGateway("nat", new()
        {
            NatGatewayName = ShortHash.Name($"{scope.Names.NatGateway}-", zones),
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Sku = new NatGatewaySkuArgs { Name = NatGatewaySkuName.Standard },
            PublicIpAddresses = { new SubResourceArgs { Id = address.Id } },
            IdleTimeoutInMinutes = 10,
        }, options).Id;
    }
}
