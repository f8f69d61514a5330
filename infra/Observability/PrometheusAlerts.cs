using Pulumi;
using Pulumi.AzureNative.AlertsManagement;
using Pulumi.AzureNative.AlertsManagement.Inputs;

namespace Platform.Infra.Observability;

/// <summary>
/// Rules over the metrics that managed Prometheus keeps.
/// https://learn.microsoft.com/azure/azure-monitor/metrics/prometheus-rule-groups
/// </summary>
internal static class PrometheusAlerts
{
    public static void Declare(AlertScope scope, AlertTargets targets, string group, PrometheusAlert[] alerts)
    {
        PrometheusRuleArgs Rule(PrometheusAlert alert) => new()
        {
            Alert = alert.Name,
            Expression = alert.Expression,
            For = alert.For,
            Severity = alert.Severity,
            Enabled = true,
            Annotations = { ["description"] = alert.Why },
            Actions = { new PrometheusRuleGroupActionArgs { ActionGroupId = scope.Monitoring.ActionGroupId } },
            ResolveConfiguration = new PrometheusRuleResolveConfigurationArgs { AutoResolved = true, TimeToResolve = "PT10M" },
        };

        _ = new PrometheusRuleGroup(group, new()
        {
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Description = $"Alerts on {group}",
            Enabled = true,
            Interval = "PT1M",
            // Both, so that another cluster's metrics in the same workspace are no concern of these rules
            ClusterName = targets.Cluster.Apply(id => id.Split('/')[^1]),
            Scopes = { targets.Metrics, targets.Cluster },
            Rules = alerts.Select(Rule).ToArray(),
        }, scope.Child());
    }
}
