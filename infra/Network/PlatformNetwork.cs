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
    private readonly Dictionary<string, Output<string>> _zoneIds = [];

    public PlatformNetwork(PlatformScope scope, NetworkSettings settings) : base("Network", scope)
    {
        _settings = settings;
        Plan = AddressPlan.For(settings.AddressSpace);
        _vnet = Declare();
        InternalZone = new PrivateZone(this, scope, $"{scope.Stack}.platform.internal", _vnet);
        if (IsPrivate)
            foreach (var name in PrivateZones.All)
                _zoneIds.Add(name, new PrivateZone(this, scope, name, _vnet).Id);
        RegisterOutputs();
    }

    public AddressPlan Plan { get; }
    public bool IsPrivate => _settings.IsPrivate;
    public NetworkIsolation Isolation => _settings.Isolation;
    public Output<string> Id => _vnet.Id;
    public PrivateZone InternalZone { get; }

    /// <summary>Ready to be used once the route to the firewall, where there is one, exists.</summary>
    public VirtualNetwork VirtualNetwork => _vnet;
    public Firewall? Firewall { get; private set; }

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
        switch (Isolation)
        {
            case NetworkIsolation.PrivateInternetOutbound:
                nodes.NatGateway = new SubResourceArgs { Id = Egress.NatGateway(this, Scope, Child()) };
                break;
            case NetworkIsolation.PrivateApprovedOutbound:
                nodes.RouteTable = new RouteTableArgs { Id = Egress.RouteToFirewall(Scope, Plan, Child()) };
                break;
        }
        var args = new VirtualNetworkArgs
        {
            VirtualNetworkName = Scope.Names.VirtualNetwork,
            ResourceGroupName = Scope.ResourceGroup,
            Location = Scope.Location,
            AddressSpace = new AddressSpaceArgs { AddressPrefixes = [Plan.Space.ToString()] },
            Tags = Scope.Tags,
        };
        args.Subnets.Add(nodes);
        args.Subnets.Add(Subnet("gateway", Plan.Gateway, SecurityGroups.Gateway(IsPrivate)));
        args.Subnets.Add(Subnet("endpoints", Plan.Endpoints, SecurityGroups.Internal()));
        if (IsPrivate)
            args.Subnets.Add(Subnet("builds", Plan.Builds, SecurityGroups.Internal()));
        if (Isolation == NetworkIsolation.PrivateApprovedOutbound)
            args.Subnets.Add(new SubnetArgs { Name = "AzureFirewallSubnet", AddressPrefix = Plan.Firewall.ToString() });
        var vnet = new VirtualNetwork("vnet", args, Lasting());
        if (Isolation == NetworkIsolation.PrivateApprovedOutbound)
            Firewall = new Firewall(this, Scope, Plan, vnet);
        return vnet;
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
