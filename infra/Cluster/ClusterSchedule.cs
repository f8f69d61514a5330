using System.Globalization;
using Platform.Infra.Components;
using Platform.Infra.Grants;
using Platform.Infra.Schedules;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.AlertsManagement;
using Pulumi.AzureNative.AlertsManagement.Inputs;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ManagedIdentity;
using DaysOfWeek = Pulumi.AzureNative.AlertsManagement.DaysOfWeek;

namespace Platform.Infra.Cluster;

/// <summary>
/// Starts the cluster in the morning and stops it in the evening, and keeps alerts quiet meanwhile.
/// https://learn.microsoft.com/azure/aks/start-stop-cluster
/// </summary>
internal sealed class ClusterSchedule : PlatformComponent
{
    private const string Version = "2025-05-01";
    private const string Nodes = "Microsoft.ContainerService/managedClusters";

    // Until the pods are there and have been asked
    private static readonly TimeSpan _warmup = TimeSpan.FromMinutes(30);

    public ClusterSchedule(string name, ClusterScheduleArgs args, ComponentResourceOptions? options = null)
        : base("ClusterSchedule", name, args.Scope, options)
    {
        var (_, hours, aks, monitoring) = args;
        var identity = new UserAssignedIdentity("hours", new()
        {
            ResourceName = Scope.Names.Identity("hours"),
            ResourceGroupName = Scope.ResourceGroup,
            Location = Scope.Location,
        }, Child());
        var role = CustomRole.Declare(
            Scope, ("hours-role", "cluster-hours", Output.Create($"Hours of {Scope.Names.Cluster}")), "Starts and stops the cluster",
            [$"{Nodes}/read", $"{Nodes}/start/action", $"{Nodes}/stop/action"]);
        var grant = Grant.To(
            Scope, "hours-start-and-stop-cluster", Principal.Of(identity), new(role, aks.Id),
            "The cluster is stopped at night and at weekends");
        foreach (var (what, at) in new[] { ("start", hours.From), ("stop", hours.To) })
            TimedCall.Declare(
                Scope, $"cluster-{what}", new(identity, Output.Format($"{aks.Id}/{what}"), Version, ClusterHours.Days, at), monitoring,
                grant);
        KeepQuiet(hours);
        RegisterOutputs();
    }

    // https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-processing-rules
    private void KeepQuiet(ClusterHours hours)
        => _ = new AlertProcessingRuleByName("quiet-hours", new()
        {
            ResourceGroupName = Scope.ResourceGroup,
            Location = "global",
            Properties = new AlertProcessingRulePropertiesArgs
            {
                Description = "The cluster is stopped, and nobody is to be told that it does not answer",
                Enabled = true,
                Scopes = { Scope.ResourceGroupId },
                // That it did not start or stop is to be told all the same
                Conditions =
                {
                    new ConditionArgs
                    {
                        Field = Field.AlertRuleName, Operator = Operator.DoesNotContain, Values = { "cluster-start", "cluster-stop" },
                    },
                },
                Actions = { new RemoveAllActionGroupsArgs { ActionType = "RemoveAllActionGroups" } },
                Schedule = new ScheduleArgs
                {
                    TimeZone = "UTC",
                    Recurrences = (object[])
                    [
                        new DailyRecurrenceArgs
                        {
                            RecurrenceType = "Daily", StartTime = Text(hours.To), EndTime = Text(hours.From.Add(_warmup)),
                        },
                        new WeeklyRecurrenceArgs { RecurrenceType = "Weekly", DaysOfWeek = { DaysOfWeek.Saturday, DaysOfWeek.Sunday } },
                    ],
                },
            },
        }, Child());

    private static string Text(TimeOnly time) => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
