using System.Globalization;
using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;

namespace Platform.Infra.Cluster;

/// <summary>
/// When Azure may upgrade Kubernetes and the nodes' images: two windows, whose names AKS prescribes, a day apart.
/// https://learn.microsoft.com/azure/aks/planned-maintenance
/// </summary>
internal static class MaintenanceWindows
{
    private static readonly TimeOnly Night = new(1, 0);

    /// <param name="hours">When the cluster runs: upgraded is only what does.</param>
    public static void Declare(ConcernScope scope, ManagedCluster aks, ClusterHours? hours)
    {
        var (kubernetes, nodes, start) =
            hours is null ? (WeekDay.Saturday, WeekDay.Sunday, Night) : (WeekDay.Monday, WeekDay.Tuesday, hours.From);
        Window(scope, aks, ("kubernetes-upgrades", "aksManagedAutoUpgradeSchedule"), kubernetes, start);
        Window(scope, aks, ("node-upgrades", "aksManagedNodeOSUpgradeSchedule"), nodes, start);
    }

    private static void Window(
        ConcernScope scope, ManagedCluster aks, (string Resource, string Azure) name, WeekDay day, TimeOnly start) =>
        _ = new MaintenanceConfiguration(name.Resource, new()
        {
            ConfigName = name.Azure,
            ResourceName = aks.Name,
            ResourceGroupName = scope.ResourceGroup,
            MaintenanceWindow = new MaintenanceWindowArgs
            {
                StartTime = start.ToString("HH:mm", CultureInfo.InvariantCulture),
                UtcOffset = "+00:00",
                DurationHours = 4,
                Schedule = new ScheduleArgs { Weekly = new WeeklyScheduleArgs { DayOfWeek = day, IntervalWeeks = 1 } },
            },
        }, scope.Child());
}
