using Platform.Infra.Settings;
using Pulumi.AzureNative.Network;
using SecurityRuleArgs = Pulumi.AzureNative.Network.Inputs.SecurityRuleArgs;

namespace Platform.Infra.Network;

/// <summary>The rules of each subnet's network security group, by purpose.</summary>
internal static class SecurityGroups
{
    /// <summary>What API Management needs when injected: https://learn.microsoft.com/azure/api-management/virtual-network-reference</summary>
    public static SecurityRuleArgs[] Gateway(GatewayExposure exposure) =>
    [
        Allow("AllowClients", 100, exposure == GatewayExposure.Private ? "VirtualNetwork" : "Internet", "VirtualNetwork", "443"),
        Allow("AllowManagement", 110, "ApiManagement", "VirtualNetwork", "3443"),
        Allow("AllowHealthProbe", 120, "AzureLoadBalancer", "VirtualNetwork", "6390"),
        DenyLateral(),
    ];

    /// <summary>The workload is called by the gateway alone; AKS adds nothing that the built-in rules do not allow.</summary>
    public static SecurityRuleArgs[] Nodes(AddressPlan plan) =>
    [
        Allow("AllowGateway", 100, plan.Gateway.ToString(), "VirtualNetwork", "443"),
        DenyLateral(),
    ];

    public static SecurityRuleArgs[] Internal() => [DenyLateral()];

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

    // Azure.NSG.LateralTraversal: nothing here opens a shell on anything else
    private static SecurityRuleArgs DenyLateral() => new()
    {
        Name = "DenyRemoteShells",
        Priority = 4000,
        Direction = SecurityRuleDirection.Outbound,
        Access = SecurityRuleAccess.Deny,
        Protocol = SecurityRuleProtocol.Tcp,
        SourceAddressPrefix = "VirtualNetwork",
        SourcePortRange = "*",
        DestinationAddressPrefix = "*",
        DestinationPortRanges = ["22", "3389"],
    };
}
