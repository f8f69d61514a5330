using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;
using NetworkSecurityGroupArgs = Pulumi.AzureNative.Network.Inputs.NetworkSecurityGroupArgs;
using RouteTableArgs = Pulumi.AzureNative.Network.Inputs.RouteTableArgs;
using SecurityRuleArgs = Pulumi.AzureNative.Network.Inputs.SecurityRuleArgs;
using SubnetArgs = Pulumi.AzureNative.Network.Inputs.SubnetArgs;
using VirtualNetworkArgs = Pulumi.AzureNative.Network.VirtualNetworkArgs;

namespace Platform.Infra.Network;

/// <summary>The virtual network, its subnets, the way out, and the private names.</summary>
internal sealed class PlatformNetwork : PlatformComponent
{
    private readonly VirtualNetwork _vnet;
    private readonly NetworkSettings _settings;
    private readonly IReadOnlyList<string> _zones;
    private readonly Dictionary<string, Output<string>> _zoneIds = [];

    /// <param name="zones">Availability zones of the way out; empty where the region has none.</param>
    public PlatformNetwork(PlatformScope scope, NetworkSettings settings, IReadOnlyList<string> zones, Monitoring monitoring) : base("Network", scope)
    {
        (_settings, _zones) = (settings, zones);
        Plan = AddressPlan.For(settings.AddressSpace);
        _vnet = Declare();
        if (Isolation == NetworkIsolation.PrivateApprovedOutbound)
            WayOut = [new Firewall(this, scope, Plan, settings.PackageHosts, zones, _vnet, monitoring).Resource];
        InternalZone = new PrivateZone(this, scope, $"{scope.Stack}.platform.internal", _vnet);
        if (IsPrivate)
            foreach (var name in PrivateZones.All)
                _zoneIds.Add(name, new PrivateZone(this, scope, name, _vnet).Id);
        RegisterOutputs();
    }

    public AddressPlan Plan { get; }
    public bool IsPrivate => _settings.IsPrivate;
    public NetworkIsolation Isolation => _settings.Isolation;
    public GatewayExposure GatewayExposure => _settings.GatewayExposure;
    public Output<string> Id => _vnet.Id;
    public PrivateZone InternalZone { get; }

    /// <summary>What machines in the network wait for before they call out: the firewall, where there is one.</summary>
    public IReadOnlyList<Resource> WayOut { get; } = [];

    public Output<string> NodesSubnetId => SubnetId("nodes");
    public Output<string> GatewaySubnetId => SubnetId("gateway");
    public Output<string> EndpointsSubnetId => SubnetId("endpoints");
    public Output<string> BuildsSubnetId => SubnetId("builds");

    /// <param name="name">One of <see cref="PrivateZones"/>.</param>
    public Output<string> ZoneId(string name) => _zoneIds[name];

    private Output<string> SubnetId(string purpose) => Output.Format($"{_vnet.Id}/subnets/{Scope.Names.Subnet(purpose)}");

    // Subnets are declared inside the network: separate resources are written one after the other, and policies that demand a
    // security group on every subnet see a moment without one.
    private VirtualNetwork Declare()
    {
        var nodes = Subnet("nodes", Plan.Nodes, SecurityGroups.Nodes(Plan));
        var builds = IsPrivate ? Subnet("builds", Plan.Builds, SecurityGroups.Internal()) : null;
        if (builds is not null)
            LeadOut(nodes, builds);
        var args = new VirtualNetworkArgs
        {
            VirtualNetworkName = Scope.Names.VirtualNetwork,
            ResourceGroupName = Scope.ResourceGroup,
            Location = Scope.Location,
            AddressSpace = new AddressSpaceArgs { AddressPrefixes = [Plan.Space.ToString()] },
            Tags = Scope.Tags,
        };
        args.Subnets.Add(nodes);
        args.Subnets.Add(Subnet("gateway", Plan.Gateway, SecurityGroups.Gateway(GatewayExposure)));
        args.Subnets.Add(Subnet("endpoints", Plan.Endpoints, SecurityGroups.Internal()));
        if (builds is not null)
            args.Subnets.Add(builds);
        if (Isolation == NetworkIsolation.PrivateApprovedOutbound)
            args.Subnets.Add(new SubnetArgs { Name = "AzureFirewallSubnet", AddressPrefix = Plan.Firewall.ToString() });
        return new("vnet", args, Lasting());
    }

    // Machines of ours have no other way out, as default outbound access is off; API Management brings its own address
    private void LeadOut(params SubnetArgs[] subnets)
    {
        var nat = Isolation == NetworkIsolation.PrivateInternetOutbound ? Egress.NatGateway(Scope, _zones, Child()) : null;
        var routes = Isolation == NetworkIsolation.PrivateApprovedOutbound ? Egress.RouteToFirewall(Scope, Plan, Child()) : null;
        foreach (var subnet in subnets)
        {
            if (nat is not null)
                subnet.NatGateway = new SubResourceArgs { Id = nat };
            if (routes is not null)
                subnet.RouteTable = new RouteTableArgs { Id = routes };
        }
    }

    private SubnetArgs Subnet(string purpose, System.Net.IPNetwork range, SecurityRuleArgs[] rules)
    {
        var group = new NetworkSecurityGroup($"nsg-{purpose}", new()
        {
            NetworkSecurityGroupName = Scope.Names.SecurityGroup(purpose),
            ResourceGroupName = Scope.ResourceGroup,
            Location = Scope.Location,
            SecurityRules = rules,
            Tags = Scope.Tags,
        }, Child());
        return new()
        {
            Name = Scope.Names.Subnet(purpose),
            AddressPrefix = range.ToString(),
            NetworkSecurityGroup = new NetworkSecurityGroupArgs { Id = group.Id },
            PrivateEndpointNetworkPolicies = VirtualNetworkPrivateEndpointNetworkPolicies.Enabled,
            DefaultOutboundAccess = false,
        };
    }
}
