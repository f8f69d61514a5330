namespace Platform.Inference.Metrics;

/// <summary>Declares what is measured, once: the page for Prometheus and the meter for OpenTelemetry have it from here.</summary>
/// <param name="Kind">What its values say.</param>
/// <param name="Name">As OpenTelemetry has it, such as <c>inference.queue.duration</c>.</param>
/// <param name="Unit"><c>s</c>, <c>By</c>, or in braces what is counted; null for none.</param>
/// <param name="Description">One sentence, without its full stop.</param>
/// <param name="Labels">By which its series are told apart.</param>
internal record Metric(MetricKind Kind, string Name, string? Unit, string Description, params string[] Labels)
{
    /// <summary>Whether OpenTelemetry has it too; else it is on the page alone.</summary>
    public bool IsOnMeter { get; init; }

    /// <summary>As Prometheus has it, such as <c>inference_queue_duration_seconds</c>.</summary>
    /// <seealso href="https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#metric-metadata-1"/>
    public string PageName { get; } = Name.Replace('.', '_') + Suffix(Unit) + (Kind == MetricKind.Counter ? "_total" : "");

    private static string Suffix(string? unit) => unit switch
    {
        "s" => "_seconds",
        "By" => "_bytes",
        _ => "",
    };
}
