using Platform.Infra.Tests.Cloud;
using Platform.Infra.Tests.Settings;

namespace Platform.Infra.Tests.Gateway;

/// <summary>The gateway's nightly copy of itself.</summary>
public sealed class GatewayBackupTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private const string Id = "/subscriptions/12345678-aaaa-bbbb-cccc-1234567890ab/resourceGroups/rg-hub/providers/Microsoft.Storage"
        + "/storageAccounts/sthub";

    internal static (string Key, string Value) Account => ("gatewayBackupAccountId", Id);

    [Fact]
    public async Task Backup_EveryNight_IsAskedOfTheGatewayByAWorkflow()
    {
        var run = await StackRun.OfAsync("dev", Account);
        var workflow = run.One("Workflow", "gateway-backup");
        var body = "definition.actions.call.inputs.body";

        Assert.EndsWith(
            $"/{run.One("ApiManagementService").Text("serviceName")}/backup?api-version=2024-05-01",
            workflow.Text("definition.actions.call.inputs.uri"),
            StringComparison.Ordinal);
        Assert.Equal(
            ("sthub", "gateway-backups", "UserAssignedManagedIdentity", run.One("UserAssignedIdentity", "gateway").Answer("clientId")),
            (workflow.Text($"{body}.storageAccount"), workflow.Text($"{body}.containerName"), workflow.Text($"{body}.accessType"),
                workflow.Text($"{body}.clientId")));
        Assert.Equal("Saturday", workflow.Text("definition.triggers.clock.recurrence.schedule.weekDays.6"));
        Assert.Empty(Dev.All("Workflow"));
    }

    // The one writes, the other asks: neither can do more
    [Fact]
    public async Task Backup_OfTheGateway_NeedsTwoNarrowRoles()
    {
        var run = await StackRun.OfAsync("dev", Account);
        var (writes, asks) = (run.One("RoleAssignment", "gateway-writes-backups"), run.One("RoleAssignment", "backup-asks-gateway"));

        Assert.Equal($"{Id}/blobServices/default/containers/gateway-backups", writes.Text("scope"));
        Assert.Equal(run.One("ApiManagementService").Id, asks.Text("scope"));
        Assert.Equal(
            "Microsoft.ApiManagement/service/backup/action", run.One("RoleDefinition", "backup-role").Text("permissions.0.actions.1"));
        Assert.Equal(
            new[] { asks.Resource, writes.Resource }.ToHashSet(),
            (await run.One("Workflow", "gateway-backup").DependenciesAsync()).ToHashSet());
    }

    [Fact]
    public async Task Backup_ThatFails_TellsWhoIsOnCall()
    {
        var run = await StackRun.OfAsync("dev", Account);
        var alert = run.One("MetricAlert", "gateway-backup-failed");

        Assert.Equal(
            ("Microsoft.Logic/workflows", "RunsFailed", "GreaterThan"),
            (alert.Text("criteria.allOf.0.metricNamespace"), alert.Text("criteria.allOf.0.metricName"),
                alert.Text("criteria.allOf.0.operator")));
        Assert.Equal("ActionGroup", run.KindOf(alert.Text("actions.0.actionGroupId")));
    }

    [Fact]
    public void Load_BackupsOfAServiceThatHasNone_WantsNone()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:gatewayBackupAccountId", $"'{Id}'",
                "nothing, as platform:gatewaySku is StandardV2 and Azure copies Developer and Premium alone",
                "pulumi config rm --stack test gatewayBackupAccountId"),
            SettingsCase.Message((Account.Key, Id), ("gatewaySku", "StandardV2")));
}
