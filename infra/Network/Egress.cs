using Platform.Infra.Naming;
using Platform.Infra.Observability;
using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;
using RouteArgs = Pulumi.AzureNative.Network.Inputs.RouteArgs;

namespace Platform.Infra.Network;

/// <summary>The way out of the nodes' and the build agents' subnets in the private modes.</summary>
internal static class Egress
{
    /// <summary>One address for all calls to the internet, which a partner can put on an allow list.</summary>
    public static Output<string> NatGateway(
        PlatformScope scope, IReadOnlyList<string> zones, Monitoring monitoring, CustomResourceOptions options)
    {
        if (zones.Count > 0)
            return ZonalWayOut.NatGateway(scope, monitoring, options);
        var address = PublicAddress(scope, "nat", monitoring, options, zones: zones);
        // Its zone is for life
        options = CustomResourceOptions.Merge(options, new() { DeleteBeforeReplace = false });
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

    /// <summary>Everything leaves by the firewall.</summary>
    /// <param name="address">The firewall's own: of the address plan, or in a hub.</param>
    public static Output<string> RoutesToFirewall(PlatformScope scope, string address, CustomResourceOptions options) =>
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
        }, options).Id;

    /// <summary>
    /// A hub may announce itself as everybody's way out. API Management stops working where its management traffic goes there, and a
    /// firewall drops the answers to calls that did not come through it. Routes to offices and other networks stay as they are announced.
    /// https://learn.microsoft.com/azure/api-management/virtual-network-reference#force-tunnel-traffic-to-on-premises-firewall-using-expressroute-or-network-virtual-appliance
    /// </summary>
    public static Output<string> RoutesOfGateway(PlatformScope scope, CustomResourceOptions options) =>
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
        }, options).Id;

    /// <summary>
    /// The gateway in the network calls out through the stack's firewall. Answers to its management go back as they came.
    /// https://learn.microsoft.com/azure/api-management/virtual-network-reference#force-tunnel-traffic-to-on-premises-firewall-using-expressroute-or-network-virtual-appliance
    /// </summary>
    public static Output<string> RoutesOfGatewayToFirewall(PlatformScope scope, string address, CustomResourceOptions options) =>
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
        }, options).Id;

    public static PublicIPAddress PublicAddress(
        PlatformScope scope, string purpose, Monitoring monitoring, CustomResourceOptions options, Input<string>? dnsLabel = null,
        IReadOnlyList<string>? zones = null)
    {
        var args = new Pulumi.AzureNative.Network.PublicIPAddressArgs
        {
            PublicIpAddressName = ShortHash.Name($"{scope.Names.PublicAddress(purpose)}-", zones ?? []),
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Sku = new PublicIPAddressSkuArgs { Name = PublicIPAddressSkuName.Standard, Tier = PublicIPAddressSkuTier.Regional },
            PublicIPAllocationMethod = IPAllocationMethod.Static,
            PublicIPAddressVersion = IPVersion.IPv4,
            DnsSettings = dnsLabel is null
                ? null
                : (Input<PublicIPAddressDnsSettingsArgs>)new PublicIPAddressDnsSettingsArgs { DomainNameLabel = dnsLabel },
        };
        foreach (var zone in zones ?? [])
            args.Zones.Add(zone);
        // Its zones are for life
        var address = new PublicIPAddress(
            $"address-{purpose}", args, CustomResourceOptions.Merge(options, new() { DeleteBeforeReplace = false }));
        Diagnostics.Send(options.Parent!, $"address-{purpose}", address.Id, monitoring);
        return address;
    }
}
