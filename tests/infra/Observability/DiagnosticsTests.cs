using Platform.Infra.Tests.Cloud;
using Pulumi;
using Pulumi.Utilities;

namespace Platform.Infra.Tests.Observability;

public sealed class DiagnosticsTests(Stacks stacks) : PlatformStackTest(stacks)
{
    // Of the kinds that a stack consists of, those that have logs or metrics to send
    private static readonly string[] _kinds =
    [
        "ApiManagementService", "AzureFirewall", "ManagedCluster", "NetworkSecurityGroup", "OnlineEndpoint", "PublicIPAddress", "Registry",
        "StorageAccount", "Vault", "VirtualNetwork", "Workspace",
    ];

    [Theory, MemberData(nameof(All))]
    public async Task Resource_ThatHasLogsOrMetrics_SendsThemToTheWorkspace(string run)
    {
        var stack = Stacks[run];
        var sending = stack.All("DiagnosticSetting").Select(setting => setting.Text("resourceUri")).ToHashSet();
        var resources = _kinds.SelectMany(stack.All).ToArray();

        Assert.True(resources.Length >= 12, $"only {resources.Length} resources");
        foreach (var resource in resources)
            Assert.True(
                sending.Contains(await OutputUtilities.GetValueAsync(((CustomResource)resource.Resource).Id)), $"{resource} sends nothing");
        Assert.All(
            stack.All("DiagnosticSetting"),
            setting => Assert.Equal(stack.One("Workspace", "logs").Id, setting.Text("workspaceId")));
    }

    [Theory, MemberData(nameof(All))]
    public void Setting_OfAnyResource_SendsWhatItsServiceHas(string run)
    {
        foreach (var setting in Stacks[run].All("DiagnosticSetting"))
        {
            var isSecurityGroup = Stacks[run].KindOf(setting.Text("resourceUri")) == "NetworkSecurityGroup";
            // Azure refuses metrics of a security group
            Assert.Equal(isSecurityGroup, setting["metrics.0"] is null);
            Assert.Equal(setting["logs.0"] is null, setting.Name == "diagnostics-account");
        }
    }
}
