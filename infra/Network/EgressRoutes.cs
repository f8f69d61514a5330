using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.Network;
using RouteArgs = Pulumi.AzureNative.Network.Inputs.RouteArgs;

namespace Platform.Infra.Network;

/// <summary>Routes of the subnets whose traffic leaves by a firewall.</summary>
internal static class EgressRoutes
{
    private const string Everywhere = "0.0.0.0/0";

    /// <summary>Everything leaves by the firewall.</summary>
    /// <param name="address">The firewall's own: of the address plan, or in a hub.</param>
    public static Output<string> ToFirewall(ConcernScope scope, string address)
        => Table(scope, "routes", "outbound", isolated: true, By(address));

    /// <summary>
    /// A hub may announce itself as everybody's egress. API Management stops working where its management traffic goes there, and a
    /// firewall drops the answers to calls that did not come through it. Routes to offices and other networks stay as they are announced.
    /// https://learn.microsoft.com/azure/api-management/virtual-network-reference#force-tunnel-traffic-to-on-premises-firewall-using-expressroute-or-network-virtual-appliance
    /// </summary>
    public static Output<string> OfGateway(ConcernScope scope) => Table(
        scope, "routes-gateway", "gateway", isolated: false, Management(),
        new RouteArgs { Name = "direct", AddressPrefix = Everywhere, NextHopType = RouteNextHopType.Internet });

    /// <summary>
    /// The gateway in the network calls out through the stack's firewall. Answers to its management go back as they came.
    /// https://learn.microsoft.com/azure/api-management/virtual-network-reference#force-tunnel-traffic-to-on-premises-firewall-using-expressroute-or-network-virtual-appliance
    /// </summary>
    public static Output<string> OfGatewayToFirewall(ConcernScope scope, string address)
        => Table(scope, "routes-gateway", "gateway", isolated: true, Management(), By(address));

    /// <param name="isolated">Whether routes that other networks announce are left out.</param>
    private static Output<string> Table(ConcernScope scope, string name, string of, bool isolated, params RouteArgs[] routes)
        => new RouteTable(name, new()
        {
            RouteTableName = scope.Names.RouteTable(of),
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            DisableBgpRoutePropagation = isolated,
            Routes = routes,
        }, scope.Child()).Id;

    private static RouteArgs Management()
        => new() { Name = "management", AddressPrefix = "ApiManagement", NextHopType = RouteNextHopType.Internet };

    private static RouteArgs By(string firewall) => new()
    {
        Name = "to-firewall",
        AddressPrefix = Everywhere,
        NextHopType = RouteNextHopType.VirtualAppliance,
        NextHopIpAddress = firewall,
    };
}
