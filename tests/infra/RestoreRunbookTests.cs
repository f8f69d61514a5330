using Platform.Infra.Components;
using Platform.Infra.Tests.Cloud;
using Pulumi;

namespace Platform.Infra.Tests;

/// <summary>The page for the day when something is gone.</summary>
public sealed class RestoreRunbookTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private const string Mark = "<!-- kept: equal to what the stacks protect, by a test -->";

    [Fact]
    public async Task Page_AgainstTheStack_HasARowForAllThatIsProtected()
    {
        var run = await StackRun.OfAsync("prod", ("billingEnabled", "true"), ("clusterBackupDays", "30"));

        var kept = run.Custom.Where(resource => resource.Options.Protect == true).Select(PathOf);

        Assert.Equal(kept.Order(StringComparer.Ordinal), Rows().Select(row => row[1].Trim('`')).Order(StringComparer.Ordinal));
        Assert.All(Rows(), row => Assert.All(row[1..4], cell => Assert.NotEmpty(cell)));
    }

    // What whoever restores is told to set, and to look for, exists
    [Fact]
    public async Task Page_OfTheGateway_NamesWhatTheStackMakes()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(StackFiles.Root, "docs/runbooks/restore.md"));
        var run = await StackRun.OfAsync("dev", Gateway.GatewayBackupTests.Account);

        Assert.Contains($"--name {Platform.Infra.Gateway.GatewayBackup.Container} ", page, StringComparison.Ordinal);
        Assert.Contains("id-platform-<stack>-gateway", page, StringComparison.Ordinal);
        Assert.Equal("id-platform-dev-gateway", run.One("UserAssignedIdentity", "gateway").Text("resourceName"));
        Assert.Contains("`<service>-<yyyyMMdd>`", page, StringComparison.Ordinal);
        Assert.Equal(
            $"@concat('{run.One("ApiManagementService").Text("serviceName")}-', utcNow('yyyyMMdd'))",
            run.One("Workflow", "gateway-backup").Text("definition.actions.call.inputs.body.backupName"));
    }

    [Fact]
    public async Task Page_OfTheCluster_NamesWhatTheStackMakes()
    {
        var page = await File.ReadAllTextAsync(Path.Combine(StackFiles.Root, "docs/runbooks/restore.md"));
        var run = await StackRun.OfAsync("dev", ("clusterBackupDays", "30"), ("billingEnabled", "true"));
        string Written(string name)
            => name.Replace("-dev", "-<stack>", StringComparison.Ordinal).Replace("westeurope", "<region>", StringComparison.Ordinal);

        Assert.Contains($"--vault-name {Written(run.One("BackupVault").Text("vaultName")!)} ", page, StringComparison.Ordinal);
        Assert.Contains(
            $"--backup-instance-name {Written(run.One("BackupInstance").Text("backupInstanceName")!)} ", page, StringComparison.Ordinal);
        Assert.Contains(
            $"`{Written(run.One("ResourceGroup", "backup-group").Text("resourceGroupName")!)}`", page, StringComparison.Ordinal);
        Assert.Contains($"`{run.One("Extension").Text("extensionName")}`", page, StringComparison.Ordinal);
        Assert.All(run.All("Namespace"), space => Assert.Contains($"`{space.Text("metadata.name")}`", page, StringComparison.Ordinal));
        Assert.Contains("night at 03:00 UTC", page, StringComparison.Ordinal);
        Assert.Contains(
            "T03:00:00+00:00/P1D", run.One("BackupPolicy").Text("properties.policyRules.0.trigger.schedule.repeatingTimeIntervals.0"),
            StringComparison.Ordinal);
    }

    private static string PathOf(Declared resource)
        => resource.Options.Parent is PlatformComponent parent ? $"{parent.GetResourceName()}/{resource.Name}" : resource.Name;

    private static IEnumerable<string[]> Rows() => File.ReadLines(Path.Combine(StackFiles.Root, "docs/runbooks/restore.md"))
        .SkipWhile(line => line != Mark).Skip(3).TakeWhile(line => line.StartsWith('|'))
        .Select(line => line.Split('|').Select(cell => cell.Trim()).ToArray());
}
