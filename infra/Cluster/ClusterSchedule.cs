using System.Globalization;
using Platform.Infra.Components;
using Platform.Infra.Grants;
using Platform.Infra.Observability;
using Platform.Infra.Schedules;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.AlertsManagement;
using Pulumi.AzureNative.AlertsManagement.Inputs;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ManagedIdentity;
using DaysOfWeek = Pulumi.AzureNative.AlertsManagement.DaysOfWeek;

namespace Platform.Infra.Cluster;

/// <summary>
/// Starts the cluster in the morning and stops it in the evening, and keeps alerts quiet meanwhile.
/// https://learn.microsoft.com/azure/aks/start-stop-cluster
/// </summary>
internal static class ClusterSchedule
{
    private const string Version = "2025-05-01";
    private const string Nodes = "Microsoft.ContainerService/managedClusters";

    // Until the pods are there and have been asked
    private static readonly TimeSpan Warmup = TimeSpan.FromMinutes(30);

    public static void Declare(ConcernScope scope, ClusterHours hours, ManagedCluster aks, Monitoring monitoring)
    {
        var identity = new UserAssignedIdentity("hours", new()
        {
            ResourceName = scope.Names.Identity("hours"),
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
        }, scope.Child());
        var role = CustomRole.Declare(
            scope, ("hours-role", "cluster-hours", Output.Create($"Hours of {scope.Names.Cluster}")), "Starts and stops the cluster",
            [$"{Nodes}/read", $"{Nodes}/start/action", $"{Nodes}/stop/action"]);
        var grant = Grant.To(
            scope, "hours-start-and-stop-cluster", Principal.Of(identity), new(role, aks.Id),
            "The cluster is stopped at night and at weekends");
        foreach (var (what, at) in new[] { ("start", hours.From), ("stop", hours.To) })
            TimedCall.Declare(
                scope, $"cluster-{what}", new(identity, Output.Format($"{aks.Id}/{what}"), Version, ClusterHours.Days, at), monitoring, grant);
        KeepQuiet(scope, hours);
    }

    // https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-processing-rules
    private static void KeepQuiet(ConcernScope scope, ClusterHours hours) =>
        _ = new AlertProcessingRuleByName("quiet-hours", new()
        {
            ResourceGroupName = scope.ResourceGroup,
            Location = "global",
            Properties = new AlertProcessingRulePropertiesArgs
            {
                Description = "The cluster is stopped, and nobody is to be told that it does not answer",
                Enabled = true,
                Scopes = { scope.ResourceGroupId },
                // That it did not start or stop is to be told all the same
                Conditions =
                {
                    new ConditionArgs { Field = Field.AlertRuleName, Operator = Operator.DoesNotContain, Values = { "cluster-start", "cluster-stop" } },
                },
                Actions = { new RemoveAllActionGroupsArgs { ActionType = "RemoveAllActionGroups" } },
                Schedule = new ScheduleArgs
                {
                    TimeZone = "UTC",
                    Recurrences = (object[])
                    [
                        new DailyRecurrenceArgs { RecurrenceType = "Daily", StartTime = Text(hours.To), EndTime = Text(hours.From.Add(Warmup)) },
                        new WeeklyRecurrenceArgs { RecurrenceType = "Weekly", DaysOfWeek = { DaysOfWeek.Saturday, DaysOfWeek.Sunday } },
                    ],
                },
            },
        }, scope.Child());

    private static string Text(TimeOnly time) => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
