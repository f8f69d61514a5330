using Pulumi;
using Pulumi.AzureNative.Network;
using RouteArgs = Pulumi.AzureNative.Network.Inputs.RouteArgs;

namespace Platform.Infra.Network;

/// <summary>Routes of the subnets whose traffic leaves by a firewall.</summary>
internal static class EgressRoutes
{
    /// <summary>Everything leaves by the firewall.</summary>
    /// <param name="address">The firewall's own: of the address plan, or in a hub.</param>
    public static Output<string> ToFirewall(ConcernScope scope, string address) =>
        new RouteTable("routes", new()
        {
            RouteTableName = scope.Names.RouteTable("outbound"),
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            DisableBgpRoutePropagation = true,
            Routes =
            {
                new RouteArgs
                {
                    Name = "to-firewall",
                    AddressPrefix = "0.0.0.0/0",
                    NextHopType = RouteNextHopType.VirtualAppliance,
                    NextHopIpAddress = address,
                },
            },
        }, scope.Child()).Id;

    /// <summary>
    /// A hub may announce itself as everybody's egress. API Management stops working where its management traffic goes there, and a
    /// firewall drops the answers to calls that did not come through it. Routes to offices and other networks stay as they are announced.
    /// https://learn.microsoft.com/azure/api-management/virtual-network-reference#force-tunnel-traffic-to-on-premises-firewall-using-expressroute-or-network-virtual-appliance
    /// </summary>
    public static Output<string> OfGateway(ConcernScope scope) =>
        new RouteTable("routes-gateway", new()
        {
            RouteTableName = scope.Names.RouteTable("gateway"),
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            DisableBgpRoutePropagation = false,
            Routes =
            {
                new RouteArgs { Name = "management", AddressPrefix = "ApiManagement", NextHopType = RouteNextHopType.Internet },
                new RouteArgs { Name = "direct", AddressPrefix = "0.0.0.0/0", NextHopType = RouteNextHopType.Internet },
            },
        }, scope.Child()).Id;

    /// <summary>
    /// The gateway in the network calls out through the stack's firewall. Answers to its management go back as they came.
    /// https://learn.microsoft.com/azure/api-management/virtual-network-reference#force-tunnel-traffic-to-on-premises-firewall-using-expressroute-or-network-virtual-appliance
    /// </summary>
    public static Output<string> OfGatewayToFirewall(ConcernScope scope, string address) =>
        new RouteTable("routes-gateway", new()
        {
            RouteTableName = scope.Names.RouteTable("gateway"),
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            DisableBgpRoutePropagation = true,
            Routes =
            {
                new RouteArgs { Name = "management", AddressPrefix = "ApiManagement", NextHopType = RouteNextHopType.Internet },
                new RouteArgs
                {
                    Name = "to-firewall",
                    AddressPrefix = "0.0.0.0/0",
                    NextHopType = RouteNextHopType.VirtualAppliance,
                    NextHopIpAddress = address,
                },
            },
        }, scope.Child()).Id;
}
