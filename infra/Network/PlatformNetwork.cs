using System.Net;
using Platform.Infra.Addresses;
using Platform.Infra.Components;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Network;
using SecurityRuleArgs = Pulumi.AzureNative.Network.Inputs.SecurityRuleArgs;

namespace Platform.Infra.Network;

/// <summary>The platform's subnets, in a network of its own or an existing one, their egress, and the private names.</summary>
internal sealed class PlatformNetwork : PlatformComponent
{
    private readonly NetworkIds _ids;
    private readonly NetworkSettings _settings;
    private readonly GatewayCapabilities _gateway;
    private readonly Monitoring _monitoring;
    private readonly Dictionary<string, Output<string>> _zoneIds = [];

    public PlatformNetwork(string name, PlatformNetworkArgs args, ComponentResourceOptions? options = null)
        : base("Network", name, args.Scope, options)
    {
        var (_, settings, gateway, cluster, monitoring) = args;
        (_settings, _gateway, _monitoring) = (settings, gateway, monitoring);
        Plan = AddressPlan.For(settings.AddressSpace);
        var subnets = Subnets(cluster.Zones);
        _ids = settings.Existing is { } existing
            ? ExistingNetwork.Declare(Scope, existing, subnets)
            : OwnNetwork.Declare(Scope, Plan, subnets, settings.DdosPlan);
        if (settings.Existing is null)
            Diagnostics.Send(Scope, "vnet", Id, monitoring);
        if (HasFirewall)
            Egress =
            [
                new Firewall(
                    Scope,
                    new(Plan, settings.PackageHosts, settings.PaymentHosts, settings.TextHosts, HostOfGateway(Scope), FirewallTakesGateway,
                        settings.HasRunner),
                    cluster, _ids.Subnets[Firewall.SubnetName],
                    monitoring).Resource,
            ];
        InternalZone = new PrivateZone(Scope, $"{Scope.Stack}.platform.internal", this);
        string[] names = [
            .. IsPrivate ? PrivateZones.In(Scope.Location) : [],
            .. IsPrivate && settings.HasDatabase ? [PrivateZones.Database] : Array.Empty<string>(),
            .. HasGatewayEndpoint ? [PrivateZones.Gateway] : Array.Empty<string>(),
            .. KeepsClusterZone ? [PrivateZones.Cluster(Scope.Location)] : Array.Empty<string>()];
        foreach (var zone in names)
            _zoneIds.Add(zone, CentralZoneId(zone) ?? new PrivateZone(Scope, zone, this).Id);
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["id"] = Id,
        });
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

    public Output<string> Id => _ids.Network;
    public PrivateZone InternalZone { get; }

    /// <summary>Whether a firewall, the stack's own or a hub's, is where all traffic leaves.</summary>
    public bool LeavesByRoute => HasFirewall || _settings.LeavesByHub;

    /// <summary>What machines in the network wait for before they call out: the firewall, where there is one.</summary>
    public IReadOnlyList<Resource> Egress { get; } = [];

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

    private Output<string>? CentralZoneId(string name)
        => _settings.DnsZones is { } group ? Output.Create($"{group.Id}/providers/Microsoft.Network/privateDnsZones/{name}") : null;

    private Output<string> SubnetId(string purpose) => _ids.Subnets[SubnetName(purpose)];

    // An existing network may hold those of other stacks as well
    private string SubnetName(string purpose)
        => _settings.Existing is null ? Scope.Names.Subnet(purpose) : Scope.Names.SubnetOfStack(purpose);

    // Machines of ours have no egress but the one given here, as default outbound access is off; API Management brings its own address
    private List<SubnetDesign> Subnets(IReadOnlyList<string> zones)
    {
        var egress = IsPrivate ? EgressOfMachines(zones) : null;
        var gateegress = EgressOfGateway();
        List<SubnetDesign> subnets =
        [
            Subnet("nodes", Plan.Nodes, SecurityGroups.Nodes(Plan, IsPrivate, _settings.GrpcPort), egress),
            Subnet("gateway", Plan.Gateway, SecurityGroups.Gateway(Plan, _settings, _gateway, FirewallTakesGateway), gateegress) with
            {
                // https://learn.microsoft.com/azure/api-management/integrate-vnet-outbound#prerequisites; an injected service takes none
                DelegatedTo = _gateway.IsClassic ? null : ("gateway", "Microsoft.Web/serverFarms"),
            },
            Subnet("endpoints", Plan.Endpoints, SecurityGroups.Endpoints(Plan, IsPrivate && _settings.HasDatabase)),
        ];
        if (IsPrivate)
            subnets.Add(Subnet("builds", Plan.Builds, SecurityGroups.Builds(), egress));
        if (HasFirewall)
            subnets.Add(new(Firewall.SubnetName, Plan.Firewall));
        if (_settings.HasApiServer && Plan.ApiServer is { } apiServer)
            subnets.Add(Subnet("api-server", apiServer, SecurityGroups.ApiServer(apiServer)) with
            {
                DelegatedTo = ("api-server", "Microsoft.ContainerService/managedClusters"),
            });
        if (_settings.HasRunner && Plan.Runner is { } runner)
            subnets.Add(Subnet("runner", runner, SecurityGroups.Runner(runner), egress) with
            {
                // https://learn.microsoft.com/azure/container-apps/custom-virtual-networks
                DelegatedTo = ("runner", "Microsoft.App/environments"),
            });
        return subnets;
    }

    private SubnetEgress? EgressOfGateway() => this switch
    {
        { _settings.LeavesByHub: true } => new(Routes: EgressRoutes.OfGateway(Scope)),
        { FirewallTakesGateway: true } => new(Routes: EgressRoutes.OfGatewayToFirewall(Scope, Plan.FirewallAddress)),
        _ => null,
    };

    private SubnetEgress EgressOfMachines(IReadOnlyList<string> zones) => LeavesByRoute
        ? new(Routes: EgressRoutes.ToFirewall(Scope, _settings.LeavesByHub ? _settings.EgressNextHop : Plan.FirewallAddress))
        : new(NatGateway: NatEgress.Declare(Scope, zones, _monitoring));

    private SubnetDesign Subnet(string purpose, IPNetwork range, SecurityRuleArgs[] rules, SubnetEgress? egress = null)
    {
        var group = new NetworkSecurityGroup($"nsg-{purpose}", new()
        {
            NetworkSecurityGroupName = Scope.Names.SecurityGroup(purpose),
            ResourceGroupName = Scope.ResourceGroup,
            Location = Scope.Location,
            SecurityRules = rules,
        }, Child());
        Diagnostics.SendLogs(Scope, $"nsg-{purpose}", group.Id, _monitoring);
        return new(SubnetName(purpose), range, group.Id, egress);
    }
}
