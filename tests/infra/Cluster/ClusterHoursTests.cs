using Platform.Infra.Tests.Cloud;
using Platform.Infra.Tests.Settings;

namespace Platform.Infra.Tests.Cluster;

/// <summary>A cluster that is stopped at night.</summary>
public sealed class ClusterHoursTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private static readonly (string, string) _hours = ("clusterHours", "06:30-18:00");

    [Theory, MemberData(nameof(All))]
    public void Cluster_WithoutHours_IsNeverStopped(string run)
    {
        Assert.Empty(Stacks[run].All("Workflow").Concat(Stacks[run].All("AlertProcessingRuleByName")));
        Assert.Equal(
            "Saturday",
            Stacks[run].One("MaintenanceConfiguration", "kubernetes-upgrades").Text("maintenanceWindow.schedule.weekly.dayOfWeek"));
    }

    [Theory]
    [InlineData("start", 6, 30), InlineData("stop", 18, 0)]
    public async Task Cluster_WithHours_IsStartedAndStoppedOnWorkingDays(string call, int hour, int minute)
    {
        var run = await StackRun.OfAsync("dev", _hours);
        var workflow = run.One("Workflow", $"cluster-{call}");
        var inputs = "definition.actions.call.inputs";

        Assert.Equal("POST", workflow.Text($"{inputs}.method"));
        Assert.StartsWith("https://management.azure.com/subscriptions/", workflow.Text($"{inputs}.uri"), StringComparison.Ordinal);
        Assert.EndsWith($"/aks-platform-dev/{call}?api-version=2025-05-01", workflow.Text($"{inputs}.uri"), StringComparison.Ordinal);
        Assert.Equal(workflow.Text("identity.userAssignedIdentities.0"), workflow.Text($"{inputs}.authentication.identity"));
        var schedule = "definition.triggers.clock.recurrence.schedule";
        Assert.Equal(
            ("Monday", "Friday", null, (double)hour, (double)minute),
            (workflow.Text($"{schedule}.weekDays.0"), workflow.Text($"{schedule}.weekDays.4"), workflow.Text($"{schedule}.weekDays.5"),
                Convert.ToDouble(workflow[$"{schedule}.hours.0"]), Convert.ToDouble(workflow[$"{schedule}.minutes.0"])));
        Assert.Contains(run.One("RoleAssignment", "hours-start-and-stop-cluster").Resource, await workflow.DependenciesAsync());
    }

    [Fact]
    public async Task Caller_OfTheClock_StartsAndStopsTheClusterAndNothingElse()
    {
        var run = await StackRun.OfAsync("dev", _hours);

        Assert.Equal(
            ["Microsoft.ContainerService/managedClusters/read", "Microsoft.ContainerService/managedClusters/start/action",
                "Microsoft.ContainerService/managedClusters/stop/action"],
            Enumerable.Range(0, 4).Select(i => run.One("RoleDefinition").Text($"permissions.0.actions.{i}"))
                .Where(action => action is not null));
        Assert.Equal(run.One("ManagedCluster").Id, run.One("RoleAssignment", "hours-start-and-stop-cluster").Text("scope"));
    }

    // It takes a while after the start until all answers
    [Fact]
    public async Task Alerts_WhileTheClusterIsStopped_ReachNobody()
    {
        var rule = (await StackRun.OfAsync("dev", _hours)).One("AlertProcessingRuleByName");
        var recurrences = "properties.schedule.recurrences";

        Assert.Equal("RemoveAllActionGroups", rule.Text("properties.actions.0.actionType"));
        Assert.Equal(
            ("Daily", "18:00:00", "07:00:00"),
            (rule.Text($"{recurrences}.0.recurrenceType"), rule.Text($"{recurrences}.0.startTime"), rule.Text($"{recurrences}.0.endTime")));
        Assert.Equal(
            ("Weekly", "Saturday", "Sunday", null),
            (rule.Text($"{recurrences}.1.recurrenceType"), rule.Text($"{recurrences}.1.daysOfWeek.0"), rule.Text(
                $"{recurrences}.1.daysOfWeek.1"),
                rule.Text($"{recurrences}.1.startTime")));
    }

    [Fact]
    public async Task Upgrades_OfAClusterWithHours_AreWhenItRuns()
    {
        var run = await StackRun.OfAsync("dev", _hours);

        Assert.Equal(
            [("Monday", "06:30"), ("Tuesday", "06:30")],
            run.All("MaintenanceConfiguration").OrderBy(window => window.Name).Select(
                window => (window.Text("maintenanceWindow.schedule.weekly.dayOfWeek")!, window.Text("maintenanceWindow.startTime")!)));
    }

    [Theory]
    [InlineData("7-19"), InlineData("19:00-07:00"), InlineData("07:00-11:30"), InlineData("07:00"), InlineData("07:00-24:00")]
    public void Load_NoHoursOfADay_SaysWhatAreSome(string given)
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:clusterHours", $"'{given}'", "hours of working days in UTC, 5 or more, such as 07:00-19:00; or nothing",
                "pulumi config set --stack test clusterHours 07:00-19:00"),
            SettingsCase.Message(("clusterHours", given)));
}
