using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;

namespace Platform.Infra.Observability;

/// <summary>
/// What wakes somebody up: each alert reaches the action group and resolves by itself. Their names in Azure are Pulumi's, as nobody types
/// them, and one that is created anew must not meet the old one.
/// </summary>
internal sealed class Alerts : PlatformComponent
{
    private readonly Monitoring _monitoring;

    public Alerts(PlatformScope scope, AlertSettings settings, Monitoring monitoring, AlertTargets targets) : base("Alerts", scope)
    {
        _monitoring = monitoring;
        foreach (var alert in PlatformAlerts.All(settings, targets))
            Declare(alert);
        HealthAlerts.Declare(scope, monitoring, targets, Child());
        BurnRateAlerts.Declare(scope, settings.Models, monitoring, Child());
        PrometheusAlerts.Declare(scope, monitoring, targets, "servers", ServerAlerts.All(settings.Models), Child());
        PrometheusAlerts.Declare(scope, monitoring, targets, "pods", PodAlerts.All(settings.Cluster, settings.Billing is not null), Child());
        if (settings.Billing is { } billing)
            PrometheusAlerts.Declare(scope, monitoring, targets, "billing", BillingAlerts.All(billing), Child());
        PrometheusAlerts.Declare(scope, monitoring, targets, "endings", EndingAlerts.All(targets), Child());
        if (targets.HealthUrl is { } url && settings.Gateway.TestLocations.Count > 0)
            new AvailabilityTest(scope, settings.Gateway, monitoring).Declare(url, Child());
        RegisterOutputs();
    }

    private void Declare(MetricRule rule)
    {
        var criterion = new MetricCriteriaArgs
        {
            Name = rule.Name,
            CriterionType = "StaticThresholdCriterion",
            MetricNamespace = rule.Namespace,
            MetricName = rule.Metric,
            Operator = rule.Operator,
            Threshold = rule.Threshold,
            TimeAggregation = rule.Aggregation,
        };
        if (rule.Dimension is { } dimension)
            criterion.Dimensions.Add(new MetricDimensionArgs { Name = dimension.Name, Operator = "Include", Values = dimension.Values });
        _ = new MetricAlert(rule.Name, new()
        {
            ResourceGroupName = Scope.ResourceGroup,
            // Azure keeps metric alerts in one global location
            Location = "global",
            Description = rule.Why,
            Enabled = true,
            AutoMitigate = true,
            Severity = rule.Severity,
            EvaluationFrequency = "PT1M",
            WindowSize = rule.Window,
            Scopes = { rule.Of },
            Criteria = new MetricAlertSingleResourceMultipleMetricCriteriaArgs
            {
                OdataType = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
                AllOf = { criterion },
            },
            Actions = { new MetricAlertActionArgs { ActionGroupId = _monitoring.ActionGroupId } },
            Tags = Scope.Tags,
        }, Child());
    }
}
