using Pulumi;
using Pulumi.AzureNative.Monitor;

namespace Platform.Infra.Observability;

/// <summary>One threshold on one platform metric.</summary>
/// <param name="Of">Id of the watched resource.</param>
/// <param name="Namespace">Its metric namespace: https://learn.microsoft.com/azure/azure-monitor/reference/metrics-index</param>
/// <param name="Severity">0 (critical) to 4 (verbose).</param>
/// <param name="Window">ISO 8601 duration over which the metric is aggregated.</param>
internal sealed record MetricRule(
    string Name,
    Output<string> Of,
    string Namespace,
    string Metric,
    AggregationTypeEnum Aggregation,
    Operator Operator,
    int Threshold,
    int Severity,
    string Why,
    string Window = "PT5M",
    (string Name, string[] Values)? Dimension = null);
