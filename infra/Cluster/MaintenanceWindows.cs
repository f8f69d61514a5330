using System.Globalization;
using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;

namespace Platform.Infra.Cluster;

/// <summary>
/// When Azure may upgrade Kubernetes and the nodes' images: two windows, whose names AKS prescribes, a day apart.
/// https://learn.microsoft.com/azure/aks/planned-maintenance
/// </summary>
internal sealed class MaintenanceWindows : PlatformComponent
{
    private static readonly TimeOnly _night = new(1, 0);

    public MaintenanceWindows(string name, MaintenanceWindowsArgs args, ComponentResourceOptions? options = null)
        : base("MaintenanceWindows", name, args.Scope, options)
    {
        var (_, aks, hours) = args;
        var (kubernetes, nodes, start) =
            hours is null ? (WeekDay.Saturday, WeekDay.Sunday, _night) : (WeekDay.Monday, WeekDay.Tuesday, hours.From);
        Window(aks, ("kubernetes-upgrades", "aksManagedAutoUpgradeSchedule"), kubernetes, start);
        Window(aks, ("node-upgrades", "aksManagedNodeOSUpgradeSchedule"), nodes, start);
        RegisterOutputs();
    }

    private void Window(ManagedCluster aks, (string Resource, string Azure) name, WeekDay day, TimeOnly start)
        => _ = new MaintenanceConfiguration(name.Resource, new()
        {
            ConfigName = name.Azure,
            ResourceName = aks.Name,
            ResourceGroupName = Scope.ResourceGroup,
            MaintenanceWindow = new MaintenanceWindowArgs
            {
                StartTime = start.ToString("HH:mm", CultureInfo.InvariantCulture),
                UtcOffset = "+00:00",
                DurationHours = 4,
                Schedule = new ScheduleArgs { Weekly = new WeeklyScheduleArgs { DayOfWeek = day, IntervalWeeks = 1 } },
            },
        }, Child());
}
