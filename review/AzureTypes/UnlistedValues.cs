namespace Platform.Review.AzureTypes;

/// <summary>Where services and the lists of their specifications differ: each value with its reason and source.</summary>
internal static class UnlistedValues
{
    // The lists of log alerts alone have both; those of metrics' alerts have one of them each, and are right
    private static readonly string[] _ofLogAlerts = ["Equals", "GreaterOrLessThan"];

    // By values that the list does have, so that another list's value of the same name stays as that list has it
    private static readonly (string[] Beside, string Value)[] _taken =
    [
        // Container Insights' own streams, and Prometheus' where a list has the others only:
        // https://learn.microsoft.com/azure/azure-monitor/containers/container-insights-data-collection-configure
        (["Microsoft-Perf"], "Microsoft-ContainerInsights-Group-Default"),
        (["Microsoft-Perf"], "Microsoft-ContainerLogV2"),
        (["Microsoft-Perf"], "Microsoft-KubeEvents"),
        (["Microsoft-Perf"], "Microsoft-KubePodInventory"),
        (["Microsoft-Perf"], "Microsoft-PrometheusMetrics"),
        // https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-manage-alerts-legacy
        (_ofLogAlerts, "Equal"),
    ];

    // The specification of log alerts has 'Equals', which the service does not parse
    private static readonly (string[] Beside, string Value)[] _refused = [(_ofLogAlerts, "Equals")];

    /// <summary>The values that a service takes.</summary>
    /// <param name="listed">Those of the specification.</param>
    public static IReadOnlyCollection<string> Correct(IReadOnlyCollection<string> listed)
        => [.. listed.Except(Of(_refused, listed)).Concat(Of(_taken, listed)).Distinct()];

    private static IEnumerable<string> Of((string[] Beside, string Value)[] values, IReadOnlyCollection<string> listed)
        => values.Where(each => each.Beside.All(listed.Contains)).Select(each => each.Value);
}
