using System.Net;
using Platform.Infra.Addresses;

namespace Platform.Infra.Settings;

/// <param name="AddressSpace">IPv4 range, a /16 to /23: the virtual network's, or of an existing
/// network the part that the platform may use.</param>
/// <param name="DnsZones">Resource group of central private DNS zones, which <paramref name="Existing"/>
/// resolves by; null where the stack makes its own.</param>
/// <param name="EgressNextHop">Address of the hub's firewall, by which all traffic leaves;
/// empty where the stack has an egress of its own.</param>
/// <param name="PackageHosts">Where image builds fetch packages; under approved outbound, nothing else lets them.</param>
internal sealed record NetworkSettings(
    NetworkIsolation Isolation,
    string AddressSpace,
    ResourceReference? Existing,
    ResourceReference? DnsZones,
    string EgressNextHop,
    GatewayExposure GatewayExposure,
    IReadOnlyList<string> PackageHosts,
    IReadOnlyList<ResourceReference> Linked,
    ResourceReference? DdosPlan,
    int FlowLogDays)
{
    /// <summary>The workload's, where it answers callers in the network over gRPC; else 0.</summary>
    public int GrpcPort { get; init; }

    /// <summary>Whether there is a database to be reached; billing has one.</summary>
    public bool HasDatabase { get; init; }

    /// <summary>Whether the cluster's API server has a subnet.</summary>
    public bool HasApiServer { get; init; }

    /// <summary>Whether a runner has a subnet.</summary>
    public bool HasRunner { get; init; }

    /// <summary>Where callers find the gateway; empty where its service's own name is.</summary>
    public string GatewayHostName { get; init; } = "";

    /// <summary>Whether Azure renews the gateway's certificate, and asks it for that.</summary>
    public bool HasManagedCertificate { get; init; }

    /// <summary>Whether a console on the nodes calls the gateway.</summary>
    public bool HasConsole { get; init; }

    /// <summary>
    /// Where the payment provider and a webhook for notices answer; under approved outbound, nothing else lets the nodes call them.
    /// </summary>
    public IReadOnlyList<string> PaymentHosts { get; init; } = [];

    /// <summary>Where a model of Azure's catalogue answers, likewise.</summary>
    public IReadOnlyList<string> TextHosts { get; init; } = [];

    public bool IsPrivate => Isolation != NetworkIsolation.Public;

    /// <summary>Whether a hub's firewall takes the place of a NAT gateway or a firewall of the stack's own.</summary>
    public bool LeavesByHub => EgressNextHop.Length > 0;

    public static NetworkSettings Read(SettingsReader settings) => new(
        settings.Choice<NetworkIsolation>(
            new(
                "networkIsolation",
                "public, privateInternetOutbound (nobody gets in, the internet can be reached) or privateApprovedOutbound (approved "
                + "targets only)")),
        AddressSpaceOf(settings),
        ResourceReference.Read(
            settings,
            new(
                "networkId",
                "Id of a virtual network in the stack's subscription and region that takes the platform's subnets; empty for a "
                + "network of its own"),
            "a virtual network", "Microsoft.Network/virtualNetworks"),
        ResourceReference.Read(
            settings,
            new(
                "networkDnsZonesGroup",
                "Id of the resource group of central privatelink zones, linked to where networkId resolves names; empty for "
                + "zones of its own"),
            "a resource group", null),
        NextHopOf(settings),
        settings.Choice(
            new(
                "gatewayExposure",
                "public (callers on the internet) or private (callers in the virtual network and what is connected to it)"),
            (GatewayExposure?)GatewayExposure.Public),
        settings.Texts(
            new(
                "networkPackageHosts",
                "Hosts that image builds may fetch packages from under privateApprovedOutbound: those of your package feed"),
            "a list of host names, such as packages.example.com or *.example.com", IsHost, [],
            "packages.example.com"),
        LinkedOf(settings),
        DdosPlanOf(settings),
        settings.Whole(
            new("networkFlowLogDays", "How long it is kept who talked to whom in the network, 1 to 365 days; 0 writes none of it down"),
            0, min: 0, max: 365));

    private static string AddressSpaceOf(SettingsReader settings) => settings.Text(
        new(
            "networkAddressSpace",
            "The virtual network's private IPv4 range, or the part of networkId's that the platform may use; /16 to /23, outside "
            + "10.244.0.0/15 and 172.30.0.0/15"),
        "a private IPv4 range of /16 to /23, such as 10.20.0.0/16, outside 10.244.0.0/15 and 172.30.0.0/15",
        IsAddressSpace,
        "10.20.0.0/16");

    private static string NextHopOf(SettingsReader settings) => settings.Text(
        new(
            "networkEgressNextHop",
            "Address of the hub's firewall, by which networkId's traffic leaves; empty for a NAT gateway or firewall of its own"),
        "a private IPv4 address outside 10.244.0.0/15, such as 10.0.0.4, or nothing",
        value => value is "" || IsHop(value), "",
        "10.0.0.4");

    private static IReadOnlyList<ResourceReference> LinkedOf(SettingsReader settings) => ResourceReference.ReadAll(
        settings,
        new(
            "networkLinkedNetworks",
            "Ids of virtual networks that resolve the stack's private names as well, such as that of a VPN; before the first "
            + "deployment of a private stack, as its cluster then keeps its name in a zone of the stack"),
        "virtual networks", "Microsoft.Network/virtualNetworks");

    private static ResourceReference? DdosPlanOf(SettingsReader settings) => ResourceReference.Read(
        settings,
        new(
            "networkDdosPlanId",
            "Id of a DDoS protection plan that covers the stack's own network; empty for none beyond what Azure gives everybody"),
        "a DDoS protection plan", "Microsoft.Network/ddosProtectionPlans");

    private static bool IsHost(string value)
        => Uri.CheckHostName(value.StartsWith("*.", StringComparison.Ordinal) ? value[2..] : value) == UriHostNameType.Dns
            && value.Contains('.', StringComparison.Ordinal);

    private static bool IsHop(string value)
        => IPAddress.TryParse(value, out var address) && address.ToString() == value && IsPrivateOutsideOfCluster(address);

    private static bool IsAddressSpace(string value)
        => IPNetwork.TryParse(value, out var network)
        && network.PrefixLength is >= AddressPlan.LargestSpace and <= AddressPlan.SmallestSpace
        && network.ToString() == value
        && IsPrivateOutsideOfCluster(network.BaseAddress)
        // AKS keeps these: https://learn.microsoft.com/azure/aks/configure-azure-cni#prerequisites
        && network.BaseAddress.GetAddressBytes() is not [172, 30 or 31, ..];

    // The cluster's pods and services have 10.244.0.0/16 and 10.245.0.0/16
    private static bool IsPrivateOutsideOfCluster(IPAddress address)
        => address.GetAddressBytes() is [10, not (244 or 245), _, _] or [172, >= 16 and <= 31, _, _] or [192, 168, _, _];
}
