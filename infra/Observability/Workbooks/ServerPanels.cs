namespace Platform.Infra.Observability.Workbooks;

/// <summary>What the inference servers do, from their own metrics.</summary>
internal static class ServerPanels
{
    public static WorkbookPanel[] All { get; } =
    [
        new("Requests in flight", PanelSource.Metrics, "sum(inference_requests_in_flight)"),
        new("Requests that wait, by model", PanelSource.Metrics, "sum by (model) (inference_queue_depth)"),
        new("Requests a second, by outcome", PanelSource.Metrics, "sum by (outcome) (rate(inference_requests_total[5m]))"),
        new("Seconds of a request at the 95th percentile, by model", PanelSource.Metrics,
            "histogram_quantile(0.95, sum by (model, le) (rate(inference_request_duration_seconds_bucket[5m])))"),
        new("Of these, seconds of waiting", PanelSource.Metrics,
            "histogram_quantile(0.95, sum by (model, le) (rate(inference_queue_duration_seconds_bucket[5m])))"),
        new("Rows that run together, on average", PanelSource.Metrics,
            "sum by (model) (rate(inference_batch_rows_sum[5m])) / sum by (model) (rate(inference_batch_rows_count[5m]))"),
        new("Rows a second, by model", PanelSource.Metrics, "sum by (model) (rate(inference_rows_total[5m]))"),
        new("Memory of the servers", PanelSource.Metrics, "sum by (pod) (process_resident_memory_bytes{job=\"inference\"})"),
    ];
}
