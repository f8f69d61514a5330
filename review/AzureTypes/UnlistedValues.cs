namespace Platform.Review.AzureTypes;

/// <summary>Where services and the lists of their specifications differ: each value with its reason and source.</summary>
internal static class UnlistedValues
{
    // By a value that the list does have, so that another list's value of the same name stays as that list has it
    private static readonly (string Beside, string Value)[] Taken =
    [
        // Container Insights' own stream, and Prometheus' where a list has the others only:
        // https://learn.microsoft.com/azure/azure-monitor/containers/container-insights-data-collection-configure
        ("Microsoft-Perf", "Microsoft-ContainerInsights-Group-Default"),
        ("Microsoft-Perf", "Microsoft-PrometheusMetrics"),
        // Log alerts: https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-manage-alerts-legacy
        (Comparison, "Equal"),
    ];

    // The specification of log alerts has 'Equals', which the service does not parse
    private static readonly (string Beside, string Value)[] Refused = [(Comparison, "Equals")];

    private const string Comparison = "GreaterThanOrEqual";

    /// <summary>The values that a service takes.</summary>
    /// <param name="listed">Those of the specification.</param>
    public static IReadOnlyCollection<string> Correct(IReadOnlyCollection<string> listed)
        => [.. listed.Except(Of(Refused, listed)).Concat(Of(Taken, listed)).Distinct()];

    private static IEnumerable<string> Of((string Beside, string Value)[] values, IReadOnlyCollection<string> listed)
        => values.Where(each => listed.Contains(each.Beside)).Select(each => each.Value);
}
