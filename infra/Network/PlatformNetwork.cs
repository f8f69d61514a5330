using System.Net;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Network;
using SecurityRuleArgs = Pulumi.AzureNative.Network.Inputs.SecurityRuleArgs;

namespace Platform.Infra.Network;

/// <summary>The platform's subnets, in a network of its own or one that is there, the way out, and the private names.</summary>
internal sealed class PlatformNetwork : PlatformComponent
{
    private readonly NetworkPlace _place;
    private readonly NetworkSettings _settings;
    private readonly GatewayCapabilities _gateway;
    private readonly Monitoring _monitoring;
    private readonly Dictionary<string, Output<string>> _zoneIds = [];

    /// <param name="cluster">Whose zones the way out is in, and what else its nodes call.</param>
    public PlatformNetwork(
        PlatformScope scope, NetworkSettings settings, GatewayCapabilities gateway, ClusterSettings cluster, Monitoring monitoring)
        : base("Network", scope)
    {
        (_settings, _gateway, _monitoring) = (settings, gateway, monitoring);
        Plan = AddressPlan.For(settings.AddressSpace);
        var subnets = Subnets(cluster.Zones);
        _place = settings.Given is { } given
            ? GivenNetwork.Declare(given, subnets, this)
            : OwnNetwork.Declare(scope, Plan, subnets, settings.DdosPlan, Lasting());
        if (settings.Given is null)
            Diagnostics.Send(this, "vnet", Id, monitoring);
        if (HasFirewall)
            WayOut =
            [
                new Firewall(
                    this, scope,
                    new(Plan, settings.PackageHosts, settings.PaymentHosts, settings.TextHosts, HostOfGateway(scope), FirewallTakesGateway,
                        settings.HasRunner),
                    cluster, _place.Subnets[Firewall.SubnetName],
                    monitoring).Resource,
            ];
        InternalZone = new PrivateZone(this, scope, $"{scope.Stack}.platform.internal", this);
        string[] names = [
            .. IsPrivate ? PrivateZones.In(scope.Location) : [],
            .. IsPrivate && settings.HasDatabase ? [PrivateZones.Database] : Array.Empty<string>(),
            .. HasGatewayEndpoint ? [PrivateZones.Gateway] : Array.Empty<string>(),
            .. KeepsClusterZone ? [PrivateZones.Cluster(scope.Location)] : Array.Empty<string>()];
        foreach (var name in names)
            _zoneIds.Add(name, CentralZoneId(name) ?? new PrivateZone(this, scope, name, this).Id);
        RegisterOutputs();
    }

    // The console's own calls leave the network where the gateway is outside of it
    private Output<string>? HostOfGateway(PlatformScope scope) => _settings switch
    {
        { HasConsole: false } or { GatewayExposure: GatewayExposure.Private } => null,
        { GatewayHostName: { Length: > 0 } host } => Output.Create(host),
        _ => scope.Names.Gateway.Apply(name => $"{name}.azure-api.net"),
    };

    public AddressPlan Plan { get; }
    public bool IsPrivate => _settings.IsPrivate;
    public NetworkIsolation Isolation => _settings.Isolation;
    public IReadOnlyList<string> PackageHosts => _settings.PackageHosts;
    public GatewayExposure GatewayExposure => _settings.GatewayExposure;

    /// <summary>Whether customers see billing: its pods then ask the server what its models take.</summary>
    public bool HasConsole => _settings.HasConsole;

    public Output<string> Id => _place.Id;
    public PrivateZone InternalZone { get; }

    /// <summary>Whether a firewall, the stack's own or a hub's, is where all traffic leaves.</summary>
    public bool LeavesByRoute => HasFirewall || _settings.LeavesByHub;

    /// <summary>What machines in the network wait for before they call out: the firewall, where there is one.</summary>
    public IReadOnlyList<Resource> WayOut { get; } = [];

    public Output<string> NodesSubnetId => SubnetId("nodes");
    public Output<string> GatewaySubnetId => SubnetId("gateway");
    public Output<string> EndpointsSubnetId => SubnetId("endpoints");
    public Output<string> BuildsSubnetId => SubnetId("builds");
    public Output<string> RunnerSubnetId => SubnetId("runner");

    /// <summary>Null where the API server is not in the network.</summary>
    public Output<string>? ApiServerSubnetId => _settings.HasApiServer ? SubnetId("api-server") : null;

    private bool HasFirewall => Isolation == NetworkIsolation.PrivateApprovedOutbound && !_settings.LeavesByHub;

    // One that callers on the internet reach must answer them by the way they came
    private bool FirewallTakesGateway => HasFirewall && _gateway.IsClassic && GatewayExposure == GatewayExposure.Private;

    // A gateway that is not in the network has an endpoint there, where callers are
    private bool HasGatewayEndpoint => !_gateway.IsClassic && GatewayExposure == GatewayExposure.Private;

    /// <param name="name">One of <see cref="PrivateZones"/>.</param>
    public Output<string> ZoneId(string name) => _zoneIds[name];

    /// <summary>Whether the zones of private names are the stack's alone.</summary>
    public bool HasOwnZones => _settings.DnsZones is null;

    /// <summary>Other networks that resolve the stack's private names.</summary>
    public IReadOnlyList<ResourceReference> Linked => _settings.Linked;

    /// <summary>
    /// Zone for the names of private clusters: one that a network team keeps for all networks, or the stack's where other networks are to
    /// resolve them; null where AKS keeps its own.
    /// </summary>
    public Output<string>? ClusterZoneId => KeepsClusterZone
        ? ZoneId(PrivateZones.Cluster(Scope.Location))
        : IsPrivate ? CentralZoneId(PrivateZones.Cluster(Scope.Location)) : null;

    // The zone that AKS keeps is in a group that nobody else may write to
    private bool KeepsClusterZone => IsPrivate && _settings.DnsZones is null && _settings.Linked.Count > 0;

    private Output<string>? CentralZoneId(string name) =>
        _settings.DnsZones is { } group ? Output.Create($"{group.Id}/providers/Microsoft.Network/privateDnsZones/{name}") : null;

    private Output<string> SubnetId(string purpose) => _place.Subnets[SubnetName(purpose)];

    // A network that is there may hold those of other stacks as well
    private string SubnetName(string purpose) => _settings.Given is null ? Scope.Names.Subnet(purpose) : Scope.Names.SubnetOfStack(purpose);

    // Machines of ours have no way out but the one given here, as default outbound access is off; API Management brings its own address
    private List<SubnetDesign> Subnets(IReadOnlyList<string> zones)
    {
        var wayOut = IsPrivate ? OfMachines(zones) : null;
        var gatewayOut = OfGateway();
        List<SubnetDesign> subnets =
        [
            Subnet("nodes", Plan.Nodes, SecurityGroups.Nodes(Plan, IsPrivate, _settings.GrpcPort), wayOut),
            Subnet("gateway", Plan.Gateway, SecurityGroups.Gateway(Plan, _settings, _gateway, FirewallTakesGateway), gatewayOut) with
            {
                // https://learn.microsoft.com/azure/api-management/integrate-vnet-outbound#prerequisites; an injected service takes none
                DelegatedTo = _gateway.IsClassic ? null : ("gateway", "Microsoft.Web/serverFarms"),
            },
            Subnet("endpoints", Plan.Endpoints, SecurityGroups.Endpoints(Plan, IsPrivate && _settings.HasDatabase)),
        ];
        if (IsPrivate)
            subnets.Add(Subnet("builds", Plan.Builds, SecurityGroups.Builds(), wayOut));
        if (HasFirewall)
            subnets.Add(new(Firewall.SubnetName, Plan.Firewall));
        if (_settings.HasApiServer && Plan.ApiServer is { } apiServer)
            subnets.Add(Subnet("api-server", apiServer, SecurityGroups.ApiServer(apiServer)) with
            {
                DelegatedTo = ("api-server", "Microsoft.ContainerService/managedClusters"),
            });
        if (_settings.HasRunner && Plan.Runner is { } runner)
            subnets.Add(Subnet("runner", runner, SecurityGroups.Runner(runner), wayOut) with
            {
                // https://learn.microsoft.com/azure/container-apps/custom-virtual-networks
                DelegatedTo = ("runner", "Microsoft.App/environments"),
            });
        return subnets;
    }

    private WayOut? OfGateway() => this switch
    {
        { _settings.LeavesByHub: true } => new(Routes: Egress.RoutesOfGateway(Scope, Child())),
        { FirewallTakesGateway: true } => new(Routes: Egress.RoutesOfGatewayToFirewall(Scope, Plan.FirewallAddress, Child())),
        _ => null,
    };

    private WayOut OfMachines(IReadOnlyList<string> zones) => LeavesByRoute
        ? new(Routes: Egress.RoutesToFirewall(Scope, _settings.LeavesByHub ? _settings.EgressNextHop : Plan.FirewallAddress, Child()))
        : new(NatGateway: Egress.NatGateway(Scope, zones, _monitoring, Child()));

    private SubnetDesign Subnet(string purpose, IPNetwork range, SecurityRuleArgs[] rules, WayOut? wayOut = null)
    {
        var group = new NetworkSecurityGroup($"nsg-{purpose}", new()
        {
            NetworkSecurityGroupName = Scope.Names.SecurityGroup(purpose),
            ResourceGroupName = Scope.ResourceGroup,
            Location = Scope.Location,
            SecurityRules = rules,
        }, Child());
        Diagnostics.SendLogs(this, $"nsg-{purpose}", group.Id, _monitoring);
        return new(SubnetName(purpose), range, group.Id, wayOut);
    }
}
