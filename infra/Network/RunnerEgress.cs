using Pulumi;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;

namespace Platform.Infra.Network;

/// <summary>What a GitHub runner calls, and what its image is built of, as the firewall lets it pass.</summary>
internal static class RunnerEgress
{
    /// <summary>Where the image of eng/runner comes from.</summary>
    public static readonly string[] BuildHosts = ["ghcr.io", "pkg-containers.githubusercontent.com", "packages.microsoft.com"];

    // https://docs.github.com/actions/reference/runners/self-hosted-runners#accessible-domains-by-function
    private static readonly string[] _gitHubHosts =
    [
        "github.com", "api.github.com", "*.actions.githubusercontent.com", "codeload.github.com", "objects.githubusercontent.com",
        "release-assets.githubusercontent.com", "raw.githubusercontent.com", "*.blob.core.windows.net",
    ];

    // https://learn.microsoft.com/azure/container-apps/use-azure-firewall, and the Azure CLI and Pulumi with its plugins
    private static readonly string[] _toolHosts =
        ["mcr.microsoft.com", "*.data.mcr.microsoft.com", "aka.ms", "get.pulumi.com", "api.pulumi.com", "builds.dotnet.microsoft.com"];

    private static readonly string[] _services =
        ["AzureActiveDirectory", "AzureContainerRegistry", "AzureKeyVault", "AzureMonitor", "AzureResourceManager", "Storage"];

    private static readonly string[] _ubuntuHosts = ["archive.ubuntu.com", "security.ubuntu.com", "azure.archive.ubuntu.com"];

    public static object[] Applications(FirewallDesign design) => design is { HasRunner: true, Plan: { Runner: { } runner } plan }
        ?
        [
            new ApplicationRuleArgs
            {
                Name = "runner",
                RuleType = "ApplicationRule",
                SourceAddresses = { runner.ToString() },
                TargetFqdns = (string[])[.. _gitHubHosts, .. _toolHosts, .. design.PackageHosts],
                Protocols = { Protocol(FirewallPolicyRuleApplicationProtocolType.Https, 443) },
            },
            // Its packages are signed, and come without TLS
            new ApplicationRuleArgs
            {
                Name = "runner-image",
                RuleType = "ApplicationRule",
                SourceAddresses = { plan.Builds.ToString() },
                TargetFqdns = _ubuntuHosts,
                Protocols =
                {
                    Protocol(FirewallPolicyRuleApplicationProtocolType.Http, 80),
                    Protocol(FirewallPolicyRuleApplicationProtocolType.Https, 443),
                },
            },
        ]
        : [];

    public static object[] Connections(FirewallDesign design) => design is { HasRunner: true, Plan.Runner: { } runner }
        ?
        [
            new NetworkRuleArgs
            {
                Name = "runner-services",
                RuleType = "NetworkRule",
                IpProtocols = { FirewallPolicyRuleNetworkProtocol.TCP },
                SourceAddresses = { runner.ToString() },
                DestinationAddresses = _services,
                DestinationPorts = { "443" },
            },
        ]
        : [];

    private static FirewallPolicyRuleApplicationProtocolArgs Protocol(FirewallPolicyRuleApplicationProtocolType type, int port)
        => new() { ProtocolType = type, Port = port };
}
