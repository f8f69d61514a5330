using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;

namespace Platform.Infra.Observability;

/// <summary>Sends a resource's logs and metrics to the workspace.</summary>
internal static class Diagnostics
{
    /// <param name="of">Logical name of the watched resource.</param>
    /// <param name="categories">Log categories; without any, all of them by the group <c>allLogs</c>.</param>
    public static void Send(ConcernScope scope, string of, Output<string> resourceId, Monitoring monitoring, params string[] categories)
    {
        var args = Settings(resourceId, monitoring);
        if (categories.Length == 0)
            args.Logs.Add(new DiagnosticsLogSettingsArgs { CategoryGroup = "allLogs", Enabled = true });
        foreach (var category in categories)
            args.Logs.Add(new DiagnosticsLogSettingsArgs { Category = category, Enabled = true });
        args.Metrics.Add(new DiagnosticsMetricSettingsArgs { Category = "AllMetrics", Enabled = true });
        // A table for each kind of log, with typed columns, instead of one for all of Azure
        // https://learn.microsoft.com/azure/azure-monitor/platform/resource-logs#collection-mode
        args.LogAnalyticsDestinationType = "Dedicated";
        _ = new DiagnosticSetting($"diagnostics-{of}", args, scope.Child());
    }

    /// <summary>For resources that have logs and no metrics, such as a network security group.</summary>
    public static void SendLogs(ConcernScope scope, string of, Output<string> resourceId, Monitoring monitoring)
    {
        var args = Settings(resourceId, monitoring);
        args.Logs.Add(new DiagnosticsLogSettingsArgs { CategoryGroup = "allLogs", Enabled = true });
        _ = new DiagnosticSetting($"diagnostics-{of}", args, scope.Child());
    }

    /// <summary>For resources that have metrics and no logs, such as a storage account itself.</summary>
    public static void SendMetrics(ConcernScope scope, string of, Output<string> resourceId, Monitoring monitoring)
    {
        var args = Settings(resourceId, monitoring);
        args.Metrics.Add(new DiagnosticsMetricSettingsArgs { Category = "Transaction", Enabled = true });
        _ = new DiagnosticSetting($"diagnostics-{of}", args, scope.Child());
    }

    private static DiagnosticSettingArgs Settings(Output<string> resourceId, Monitoring monitoring) => new()
    {
        Name = "to-log-analytics",
        ResourceUri = resourceId,
        WorkspaceId = monitoring.WorkspaceId,
    };
}
