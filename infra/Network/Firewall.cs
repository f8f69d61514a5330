using Platform.Infra.Components;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace Platform.Infra.Network;

/// <summary>
/// The only egress of nodes and builds under approved outbound: what AKS needs to run and what the platform's services answer on.
/// https://learn.microsoft.com/azure/aks/outbound-rules-control-egress
/// </summary>
internal sealed class Firewall
{
    /// <summary>Azure prescribes it.</summary>
    public const string SubnetName = "AzureFirewallSubnet";

    private static readonly string[] _approvedServices =
        ["AzureContainerRegistry", "AzureActiveDirectory", "AzureMonitor", "AzureMachineLearning", "AzureKeyVault", "Storage",
            "AzureResourceManager"];

    // https://learn.microsoft.com/azure/container-registry/tasks-agent-pools#add-firewall-rules
    private static readonly string[] _buildServices = ["AzureKeyVault", "Storage", "EventHub", "AzureActiveDirectory", "AzureMonitor"];

    // Azure Policy and Defender, by the same page; the services above have tags, these have names only
    private static readonly string[] _addonHosts =
        ["data.policy.core.windows.net", "store.policy.core.windows.net", "*.cloud.defender.microsoft.com"];

    // The drivers of GPU nodes, by the same page
    private static readonly string[] _gpuHosts = ["nvidia.github.io", "us.download.nvidia.com", "download.docker.com"];

    // The base images of app/Inference/Dockerfile; where its packages come from is a setting
    private static readonly string[] _buildHosts = ["mcr.microsoft.com", "*.data.mcr.microsoft.com"];

    public Firewall(
        ConcernScope scope, FirewallDesign design, ClusterSettings cluster, Output<string> subnetId, Monitoring monitoring)
    {
        var policy = new FirewallPolicy("firewall-policy", new()
        {
            FirewallPolicyName = scope.Names.FirewallPolicy,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Sku = new FirewallPolicySkuArgs { Tier = FirewallPolicySkuTier.Standard },
            ThreatIntelMode = AzureFirewallThreatIntelMode.Deny,
            DnsSettings = new DnsSettingsArgs { EnableProxy = true },
        }, scope.Child());
        var rules = new FirewallPolicyRuleCollectionGroup("firewall-rules", new()
        {
            RuleCollectionGroupName = "approved-outbound",
            FirewallPolicyName = policy.Name,
            ResourceGroupName = scope.ResourceGroup,
            Priority = 200,
            RuleCollections =
            {
                Applications(
                    design,
                    [
                        .. _addonHosts, .. cluster.HasGpuDrivers ? _gpuHosts : [],
                        .. cluster.BackupDays > 0 ? BackupHosts(scope.Location) : [],
                    ],
                    [.. _buildHosts, .. design.HasRunner ? RunnerEgress.BuildHosts : [], .. design.PackageHosts]),
                Services(design),
            },
        }, scope.Child());
        Resource = new AzureFirewall("firewall", new()
        {
            AzureFirewallName = scope.Names.Firewall,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Sku = new AzureFirewallSkuArgs { Name = AzureFirewallSkuName.AZFW_VNet, Tier = AzureFirewallSkuTier.Standard },
            FirewallPolicy = new SubResourceArgs { Id = policy.Id },
            IpConfigurations =
            {
                new AzureFirewallIPConfigurationArgs
                {
                    Name = "outbound",
                    Subnet = new SubResourceArgs { Id = subnetId },
                    PublicIPAddress = new SubResourceArgs
                    {
                        Id = PublicAddress.Declare(scope, "firewall", monitoring, cluster.Zones).Id,
                    },
                },
            },
            Zones = [.. cluster.Zones],
        }, scope.Child(rules));
        Diagnostics.Send(scope, "firewall", Resource.Id, monitoring);
    }

    public AzureFirewall Resource { get; }

    // Extensions of the cluster, by the same page; the last two take their metrics
    private static string[] BackupHosts(string location)
    => [
        $"{location}.dp.kubernetesconfiguration.azure.com", "mcr.microsoft.com", "*.data.mcr.microsoft.com", "*.ingestion.msftcloudes.com",
        "*.microsoftmetrics.com",
    ];

    private static ApplicationRuleArgs Names(string name, System.Net.IPNetwork from, InputList<string> hosts) => new()
    {
        Name = name,
        RuleType = "ApplicationRule",
        SourceAddresses = { from.ToString() },
        TargetFqdns = hosts,
        Protocols = { Https() },
    };

    private static FirewallPolicyRuleApplicationProtocolArgs Https()
        => new() { ProtocolType = FirewallPolicyRuleApplicationProtocolType.Https, Port = 443 };

    private static FirewallPolicyFilterRuleCollectionArgs Applications(
        FirewallDesign design, string[] nodeHosts, string[] buildHosts) => new()
        {
            Name = "applications",
            Priority = 100,
            RuleCollectionType = "FirewallPolicyFilterRuleCollection",
            Action = new FirewallPolicyFilterRuleCollectionActionArgs { Type = FirewallPolicyFilterRuleCollectionActionType.Allow },
            Rules = (object[])
            [
                new ApplicationRuleArgs
                {
                    Name = "aks-required",
                    RuleType = "ApplicationRule",
                    SourceAddresses = { design.Plan.Nodes.ToString() },
                    FqdnTags = { "AzureKubernetesService" },
                    Protocols = { Https() },
                },
                Names("aks-addons", design.Plan.Nodes, nodeHosts),
                Names("image-builds", design.Plan.Builds, buildHosts),
                .. design.PaymentHosts.Count > 0 ? new[] { Names("payments", design.Plan.Nodes, [.. design.PaymentHosts]) } : [],
                .. design.TextHosts.Count > 0 ? new[] { Names("texts", design.Plan.Nodes, [.. design.TextHosts]) } : [],
                .. design.GatewayHost is { } gateway
                ? new[] { Names("console", design.Plan.Nodes, new InputList<string> { gateway }) }
                : [],
                .. GatewayEgress.Applications(design),
                .. RunnerEgress.Applications(design),
            ],
        };

    private static FirewallPolicyFilterRuleCollectionArgs Services(FirewallDesign design) => new()
    {
        Name = "services",
        Priority = 200,
        RuleCollectionType = "FirewallPolicyFilterRuleCollection",
        Action = new FirewallPolicyFilterRuleCollectionActionArgs { Type = FirewallPolicyFilterRuleCollectionActionType.Allow },
        Rules = (object[])
        [
            Tagged("platform-services", design.Plan.Nodes, _approvedServices),
            Tagged("build-services", design.Plan.Builds, _buildServices),
            Tagged("build-diagnostics", design.Plan.Builds, ["AzureMonitor"], "12000"),
            .. GatewayEgress.Connections(design),
            .. RunnerEgress.Connections(design),
        ],
    };

    private static NetworkRuleArgs Tagged(string name, System.Net.IPNetwork from, string[] services, string port = "443") => new()
    {
        Name = name,
        RuleType = "NetworkRule",
        IpProtocols = { FirewallPolicyRuleNetworkProtocol.TCP },
        SourceAddresses = { from.ToString() },
        DestinationAddresses = services,
        DestinationPorts = { port },
    };
}
