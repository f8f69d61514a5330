using System.Net;
using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace Platform.Infra.Network;

/// <summary>
/// What API Management calls besides Azure's services, as the firewall lets it pass: lists of revoked certificates, CAPTCHA and mail of
/// the developer portal, updates of Windows, the time.
/// https://learn.microsoft.com/azure/api-management/virtual-network-reference
/// </summary>
internal static class GatewayEgress
{
    private static readonly string[] _services =
        ["Storage", "Sql", "AzureKeyVault", "AzureMonitor", "AzureActiveDirectory", "EventHub", "ServiceBus"];

    private static readonly string[] _servicePorts = ["443", "445", "1433", "1886", "5671-5672", "12000"];

    // https://learn.microsoft.com/azure/security/fundamentals/azure-certificate-authority-details#certificate-downloads-and-revocation-lists
    private static readonly string[] _certificateHosts =
    [
        "cacerts.digicert.com", "cacerts.digicert.cn", "cacerts.geotrust.com", "caissuers.microsoft.com", "crl.microsoft.com",
        "crl3.digicert.com", "crl4.digicert.com", "crl.digicert.cn", "cdp.geotrust.com", "mscrl.microsoft.com", "ocsp.digicert.com",
        "ocsp.digicert.cn", "ocsp.msocsp.com", "oneocsp.microsoft.com", "status.geotrust.com", "www.microsoft.com",
    ];

    private static readonly string[] _portalHosts = ["client.hip.live.com", "partner.hip.live.com", "dc.services.visualstudio.com"];

    private static readonly string[] _mailHosts =
        ["smtpi-co1.msn.com", "smtpi-ch1.msn.com", "smtpi-db3.msn.com", "smtpi-sin.msn.com", "ies.global.microsoft.com"];

    public static object[] Applications(FirewallDesign design) => design.TakesGateway ? Applications(design.Plan.Gateway) : [];

    public static object[] Connections(FirewallDesign design) => design.TakesGateway ? Connections(design.Plan.Gateway) : [];

    private static object[] Applications(IPNetwork gateway)
    => [
        new ApplicationRuleArgs
        {
            Name = "gateway-certificates",
            RuleType = "ApplicationRule",
            SourceAddresses = { gateway.ToString() },
            TargetFqdns = _certificateHosts,
            Protocols = { Http(), Https() },
        },
        new ApplicationRuleArgs
        {
            Name = "gateway-portal",
            RuleType = "ApplicationRule",
            SourceAddresses = { gateway.ToString() },
            TargetFqdns = _portalHosts,
            Protocols = { Https() },
        },
        new ApplicationRuleArgs
        {
            Name = "gateway-updates",
            RuleType = "ApplicationRule",
            SourceAddresses = { gateway.ToString() },
            FqdnTags = { "WindowsUpdate" },
            Protocols = { Http(), Https() },
        },
    ];

    private static object[] Connections(IPNetwork gateway)
    => [
        new NetworkRuleArgs
        {
            Name = "gateway-services",
            RuleType = "NetworkRule",
            IpProtocols = { FirewallPolicyRuleNetworkProtocol.TCP },
            SourceAddresses = { gateway.ToString() },
            DestinationAddresses = _services,
            DestinationPorts = _servicePorts,
        },
        // By name, as the firewall resolves names itself
        Named("gateway-time", gateway, FirewallPolicyRuleNetworkProtocol.UDP, ["time.windows.com"], "123"),
        Named("gateway-mail", gateway, FirewallPolicyRuleNetworkProtocol.TCP, _mailHosts, "25", "587", "25028"),
    ];

    private static NetworkRuleArgs Named(
        string name, IPNetwork gateway, FirewallPolicyRuleNetworkProtocol protocol, string[] hosts, params string[] ports) => new()
        {
            Name = name,
            RuleType = "NetworkRule",
            IpProtocols = { protocol },
            SourceAddresses = { gateway.ToString() },
            DestinationFqdns = hosts,
            DestinationPorts = ports,
        };

    private static FirewallPolicyRuleApplicationProtocolArgs Http()
        => new() { ProtocolType = FirewallPolicyRuleApplicationProtocolType.Http, Port = 80 };

    private static FirewallPolicyRuleApplicationProtocolArgs Https()
        => new() { ProtocolType = FirewallPolicyRuleApplicationProtocolType.Https, Port = 443 };
}
