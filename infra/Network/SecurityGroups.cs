using Platform.Infra.Addresses;
using Platform.Infra.Settings;
using Pulumi.AzureNative.Network;
using SecurityRuleArgs = Pulumi.AzureNative.Network.Inputs.SecurityRuleArgs;

namespace Platform.Infra.Network;

/// <summary>
/// The rules of each subnet's network security group, by purpose. Azure lets in whatever is in the network or connected to it, so that
/// each group says whom it means and turns the rest away; what comes from the internet, Azure turns away by itself.
/// </summary>
internal static class SecurityGroups
{
    private const string Network = "VirtualNetwork";

    /// <summary>
    /// What API Management needs when injected; where it only calls out through the subnet, nobody calls it there. Under approved outbound
    /// its policies reach Azure's services and the workload, and nothing else.
    /// https://learn.microsoft.com/azure/api-management/virtual-network-reference#required-ports
    /// </summary>
    public static SecurityRuleArgs[] Gateway(
        AddressPlan plan, NetworkSettings settings, GatewayCapabilities gateway, bool leavesByFirewall)
    {
        SecurityRuleArgs[] inbound = gateway.IsClassic ? InjectedGateway(plan, settings) : [DenyNetwork(), DenyRemoteShells()];
        return settings.Isolation == NetworkIsolation.PrivateApprovedOutbound
            ? [.. inbound, .. GatewayOutbound(leavesByFirewall)]
            : inbound;
    }

    /// <summary>
    /// The workload is called by the gateway alone, but for gRPC, which no gateway passes. Nodes and pods, whose traffic is not
    /// encapsulated, talk among themselves.
    /// https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay#network-security-groups
    /// </summary>
    /// <param name="plan">Where they are.</param>
    /// <param name="isPrivate">Whether the cluster's API is among them.</param>
    /// <param name="grpcPort">At which callers in the platform's range are answered past the gateway; 0 where they are not.</param>
    public static SecurityRuleArgs[] Nodes(AddressPlan plan, bool isPrivate, int grpcPort)
    {
        var gateway = Allow("AllowGateway", 100, plan.Gateway.ToString(), Network, "443");
        var probe = Allow("AllowHealthProbe", 120, "AzureLoadBalancer", "*", "*");
        probe.Protocol = SecurityRuleProtocol.Asterisk;
        var nodes = Among("AllowNodes", 130, plan.Nodes.ToString(), ClusterRanges.Pods);
        // A private cluster's API is an endpoint among the nodes, for whoever administers from a connected network
        SecurityRuleArgs[] api = isPrivate ? [Allow("AllowApiServer", 110, Network, plan.Nodes.ToString(), "443")] : [];
        SecurityRuleArgs[] grpc = grpcPort > 0 ? [Allow("AllowGrpc", 105, plan.Space.ToString(), Network, $"{grpcPort}")] : [];
        return [gateway, .. grpc, .. api, probe, nodes, DenyNetwork(), DenyRemoteShells()];
    }

    /// <summary>
    /// Private endpoints answer HTTPS, to the whole network and what is connected to it; a database answers the nodes alone.
    /// </summary>
    public static SecurityRuleArgs[] Endpoints(AddressPlan plan, bool hasDatabase)
    => [
        Allow("AllowHttps", 100, Network, Network, "443"),
        .. hasDatabase
        ? [Allow("AllowDatabase", 110, plan.Nodes.ToString(), plan.Endpoints.ToString(), "5432")]
        : Array.Empty<SecurityRuleArgs>(),
        DenyNetwork(),
        DenyRemoteShells(),
    ];

    /// <summary>
    /// Build agents only ever call: https://learn.microsoft.com/azure/container-registry/tasks-agent-pools#add-firewall-rules
    /// </summary>
    public static SecurityRuleArgs[] Builds() => [DenyNetwork(), DenyRemoteShells()];

    /// <summary>
    /// The API server, for nodes and for whoever administers from a connected network:
    /// https://learn.microsoft.com/azure/aks/api-server-vnet-integration
    /// </summary>
    public static SecurityRuleArgs[] ApiServer(System.Net.IPNetwork range)
    {
        var calls = Allow("AllowApiServer", 100, Network, range.ToString(), "443");
        calls.DestinationPortRange = null;
        calls.DestinationPortRanges = new[] { "443", "4443" };
        return [calls, Allow("AllowHealthProbe", 110, "AzureLoadBalancer", range.ToString(), "9988"), DenyNetwork(), DenyRemoteShells()];
    }

    /// <summary>
    /// A runner only ever calls; its environment talks within itself:
    /// https://learn.microsoft.com/azure/container-apps/firewall-integration
    /// </summary>
    public static SecurityRuleArgs[] Runner(System.Net.IPNetwork range)
    => [
        Among("AllowEnvironment", 100, range.ToString()),
        Allow("AllowHealthProbe", 110, "AzureLoadBalancer", range.ToString(), "30000-32767"),
        DenyNetwork(),
        DenyRemoteShells(),
    ];

    private static SecurityRuleArgs[] InjectedGateway(AddressPlan plan, NetworkSettings settings)
    => [
        Allow("AllowClients", 100, settings.GatewayExposure == GatewayExposure.Private ? Network : "Internet", Network, "443"),
        // Whoever issues the certificate: https://learn.microsoft.com/azure/api-management/configure-custom-domain?tabs=managed
        .. settings.HasManagedCertificate
        ? [Allow("AllowCertificateRenewal", 105, "Internet", Network, "80")]
        : Array.Empty<SecurityRuleArgs>(),
        Allow("AllowManagement", 110, "ApiManagement", Network, "3443"),
        Allow("AllowHealthProbe", 120, "AzureLoadBalancer", Network, "6390"),
        // Counters of rate limits and the cache
        Among("AllowUnits", 130, plan.Gateway.ToString()),
        DenyNetwork(),
        DenyRemoteShells(),
    ];

    private static SecurityRuleArgs[] GatewayOutbound(bool leavesByFirewall)
    => [
        Reach("ReachStorage", 100, "Storage", "443"),
        Reach("ReachSql", 110, "Sql", "1433"),
        Reach("ReachKeyVault", 120, "AzureKeyVault", "443"),
        Reach("ReachMonitor", 130, "AzureMonitor", "443", "1886", "12000"),
        Reach("ReachEntra", 140, "AzureActiveDirectory", "443"),
        Reach("ReachEventHub", 150, "EventHub", "443", "5671", "5672"),
        // Where certificates are looked up
        Reach("ReachCertificates", 160, "Internet", "80"),
        Reach("ReachTime", 170, SecurityRuleProtocol.Udp, "Internet", "123"),
        // The firewall lets names pass, which rules by address cannot tell apart
        .. leavesByFirewall ? [Reach("ReachFirewall", 180, "Internet", "443", "25", "587", "25028")] : Array.Empty<SecurityRuleArgs>(),
        DenyInternet(),
    ];

    private static SecurityRuleArgs Allow(string name, int priority, string from, string to, string port) => new()
    {
        Name = name,
        Priority = priority,
        Direction = SecurityRuleDirection.Inbound,
        Access = SecurityRuleAccess.Allow,
        Protocol = SecurityRuleProtocol.Tcp,
        SourceAddressPrefix = from,
        SourcePortRange = "*",
        DestinationAddressPrefix = to,
        DestinationPortRange = port,
    };

    private static SecurityRuleArgs Among(string name, int priority, params string[] ranges) => new()
    {
        Name = name,
        Priority = priority,
        Direction = SecurityRuleDirection.Inbound,
        Access = SecurityRuleAccess.Allow,
        Protocol = SecurityRuleProtocol.Asterisk,
        SourceAddressPrefixes = ranges,
        SourcePortRange = "*",
        DestinationAddressPrefixes = ranges,
        DestinationPortRange = "*",
    };

    private static SecurityRuleArgs Reach(string name, int priority, string to, params string[] ports)
        => Reach(name, priority, SecurityRuleProtocol.Tcp, to, ports);

    private static SecurityRuleArgs Reach(
        string name, int priority, SecurityRuleProtocol protocol, string to, params string[] ports) => new()
        {
            Name = name,
            Priority = priority,
            Direction = SecurityRuleDirection.Outbound,
            Access = SecurityRuleAccess.Allow,
            Protocol = protocol,
            SourceAddressPrefix = Network,
            SourcePortRange = "*",
            DestinationAddressPrefix = to,
            DestinationPortRanges = ports,
        };

    private static SecurityRuleArgs DenyNetwork() => Deny("DenyNetwork", 4096, SecurityRuleDirection.Inbound, (Network, "*"), "*");

    private static SecurityRuleArgs DenyInternet() => Deny("DenyInternet", 4096, SecurityRuleDirection.Outbound, ("*", "Internet"), "*");

    // Azure.NSG.LateralTraversal: nothing here opens a shell on anything else
    private static SecurityRuleArgs DenyRemoteShells()
        => Deny("DenyRemoteShells", 4000, SecurityRuleDirection.Outbound, (Network, "*"), "22", "3389");

    private static SecurityRuleArgs Deny(
        string name, int priority, SecurityRuleDirection direction, (string From, string To) flow, params string[] ports)
    {
        var rule = new SecurityRuleArgs
        {
            Name = name,
            Priority = priority,
            Direction = direction,
            Access = SecurityRuleAccess.Deny,
            Protocol = ports is ["*"] ? SecurityRuleProtocol.Asterisk : SecurityRuleProtocol.Tcp,
            SourceAddressPrefix = flow.From,
            SourcePortRange = "*",
            DestinationAddressPrefix = flow.To,
        };
        // Azure wants every port by itself, and a list of some
        if (ports is ["*"])
            rule.DestinationPortRange = "*";
        else
            rule.DestinationPortRanges = ports;
        return rule;
    }
}
