using Pulumi;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;

namespace Platform.Infra.Observability;

/// <summary>
/// Alerts on platform metrics. Their names in Azure are Pulumi's, as nobody types them, and one that is created anew must not meet the old
/// one.
/// </summary>
internal static class MetricAlerts
{
    public static void Declare(AlertScope scope, MetricRule rule)
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
            ResourceGroupName = scope.ResourceGroup,
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
            Actions = { new MetricAlertActionArgs { ActionGroupId = scope.Monitoring.ActionGroupId } },
        }, scope.Child());
    }
}
