using Pulumi;
using Pulumi.AzureNative.MachineLearningServices;
using Pulumi.AzureNative.MachineLearningServices.Inputs;

namespace Platform.Infra.MachineLearning;

/// <summary>
/// What jobs and endpoints may call under approved outbound, beside what Azure Machine Learning needs itself, which Azure approves: the
/// hosts that packages come from. Private endpoints to the workspace's storage, vault and registry are Azure's own as well. The first host
/// makes Azure put a firewall into the network, which is paid for by the hour:
/// https://learn.microsoft.com/azure/machine-learning/how-to-managed-network
/// </summary>
internal static class OutboundRules
{
    public static void Declare(WorkspaceScope scope, IReadOnlyList<string> hosts)
    {
        // One after the other, as each of them changes the one network
        Resource before = scope.Workspace;
        foreach (var host in hosts)
            before = new ManagedNetworkSettingsRule($"outbound-{NameOf(host)}", new()
            {
                RuleName = NameOf(host),
                WorkspaceName = scope.WorkspaceName,
                ResourceGroupName = scope.ResourceGroup,
                Properties = new FqdnOutboundRuleArgs { Type = "FQDN", Category = RuleCategory.UserDefined, Destination = host },
            }, scope.Child(before));
    }

    private static string NameOf(string host) => host.Replace("*", "any", StringComparison.Ordinal).Replace('.', '-');
}
