using Platform.Infra.Tests.Cloud;
using Platform.Infra.Tests.Settings;

namespace Platform.Infra.Tests.Network;

/// <summary>What is kept of the network's traffic, and what protects it from floods.</summary>
public sealed class FlowLogsTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private const string Plan =
        "/subscriptions/12345678-aaaa-bbbb-cccc-1234567890ab/resourceGroups/rg-hub/providers/Microsoft.Network"
        + "/ddosProtectionPlans/ddos-hub";

    private const string Network =
        "/subscriptions/12345678-aaaa-bbbb-cccc-1234567890ab/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-spoke";

    [Theory, MemberData(nameof(All))]
    public void Network_OfAnyStack_HasNeitherUnlessAskedFor(string run)
    {
        Assert.Empty(Stacks[run].All("FlowLog"));
        Assert.Equal(false, Stacks[run].One("VirtualNetwork")["enableDdosProtection"]);
        Assert.Null(Stacks[run].One("VirtualNetwork")["ddosProtectionPlan"]);
    }

    [Fact]
    public async Task FlowLog_OfAStackThatKeepsThem_IsWrittenWithoutKeysAndSummedUp()
    {
        var run = await StackRun.OfAsync("dev", ("networkFlowLogDays", "30"));
        var log = run.One("FlowLog");

        Assert.Equal(("NetworkWatcher_westeurope", "NetworkWatcherRG"), (log.Text("networkWatcherName"), log.Text("resourceGroupName")));
        Assert.Equal(run.One("VirtualNetwork").Id, log.Text("targetResourceId"));
        Assert.Equal((true, 30.0), (log["retentionPolicy.enabled"], Convert.ToDouble(log["retentionPolicy.days"])));
        Assert.Equal(
            run.One("Workspace", "logs").Id,
            log.Text("flowAnalyticsConfiguration.networkWatcherFlowAnalyticsConfiguration.workspaceResourceId"));
        Assert.Contains(run.One("RoleAssignment", "flow-logs-are-written").Resource, await log.DependenciesAsync());
    }

    [Fact]
    public async Task Network_UnderAPlan_IsProtectedByIt()
    {
        var network = (await StackRun.OfAsync("dev", ("networkDdosPlanId", Plan))).One("VirtualNetwork");

        Assert.Equal((true, Plan), (network["enableDdosProtection"], network.Text("ddosProtectionPlan.id")));
    }

    [Fact]
    public void Load_PlanOfANetworkThatIsThere_WantsNone()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:networkDdosPlanId", $"'{Plan}'", "nothing, as platform:networkId is set and whoever keeps that network decides",
                "pulumi config rm --stack test networkDdosPlanId"),
            SettingsCase.Message(("networkDdosPlanId", Plan), ("networkId", Network)));
}
