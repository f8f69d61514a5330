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
    public static void Declare(PlatformScope scope, ManagedCluster aks, CustomResourceOptions options)
    {
        Window(scope, aks, "kubernetes-upgrades", "aksManagedAutoUpgradeSchedule", WeekDay.Saturday, options);
        Window(scope, aks, "node-upgrades", "aksManagedNodeOSUpgradeSchedule", WeekDay.Sunday, options);
    }

    private static void Window(
        PlatformScope scope, ManagedCluster aks, string name, string configName, WeekDay day, CustomResourceOptions options) =>
        _ = new MaintenanceConfiguration(name, new()
        {
            ConfigName = configName,
            ResourceName = aks.Name,
            ResourceGroupName = scope.ResourceGroup,
            MaintenanceWindow = new MaintenanceWindowArgs
            {
                StartTime = "01:00",
                UtcOffset = "+00:00",
                DurationHours = 4,
                Schedule = new ScheduleArgs { Weekly = new WeeklyScheduleArgs { DayOfWeek = day, IntervalWeeks = 1 } },
            },
        }, options);
}
