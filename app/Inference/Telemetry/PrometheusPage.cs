using System.Globalization;
using System.Text;
using Platform.Inference.Metrics;
using Platform.Inference.Models;

namespace Platform.Inference.Telemetry;

/// <summary>The metrics of all models in Prometheus' text exposition format 0.0.4.</summary>
internal static class PrometheusPage
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <param name="models">All that the repository holds.</param>
    /// <param name="elsewhere">Of models that are served elsewhere.</param>
    /// <param name="certificates">When they end, by the endpoint that shows them.</param>
    /// <param name="inFlight">Requests to models that are not answered yet.</param>
    public static string Write(
        IReadOnlyList<Model> models, IReadOnlyList<ModelMetrics> elsewhere, int inFlight, IEnumerable<(string Endpoint, DateTimeOffset End)> certificates)
    {
        var versions = models.SelectMany(model => model.Versions).ToList();
        var page = new StringBuilder();
        Head(page, "inference_requests_in_flight", "gauge", "Requests begun and not answered yet, of all models.");
        Line(page, "inference_requests_in_flight", "", inFlight);
        Head(page, "inference_requests_total", "counter", "Requests by outcome.");
        foreach (var metrics in versions.Select(version => version.Metrics).Concat(elsewhere))
            for (var outcome = 0; outcome < ModelMetrics.Outcomes.Count; outcome++)
                Line(page, "inference_requests_total", $"{Labels(metrics.Model, metrics.Version)},outcome=\"{ModelMetrics.Outcomes[outcome]}\"", metrics.Requests(outcome));
        Series(page, versions, "inference_rows_total", "counter", "Rows computed.", version => version.Metrics.Rows);
        Head(page, "inference_tokens_total", "counter", "Tokens of answered requests, read and written.");
        foreach (var metrics in versions.Select(version => version.Metrics).Concat(elsewhere).Where(metrics => metrics.TokensRead > 0))
        {
            Line(page, "inference_tokens_total", $"{Labels(metrics.Model, metrics.Version)},direction=\"read\"", metrics.TokensRead);
            Line(page, "inference_tokens_total", $"{Labels(metrics.Model, metrics.Version)},direction=\"written\"", metrics.TokensWritten);
        }

        Series(page, versions, "inference_queue_depth", "gauge", "Requests that wait for a run.", version => version.QueueDepth);
        Head(page, "inference_model_ready", "gauge", "1 for a version that is warmed up and serves, 0 for one that is not or could not be loaded.");
        foreach (var model in models)
            foreach (var (version, ready) in model.Readiness)
                Line(page, "inference_model_ready", Labels(model.Name, $"{version}"), ready ? 1 : 0);
        Series(page, versions, "inference_model_restarts_total", "counter", "How often the model's own process was started again.", version => version.Restarts);
        Histograms(page, versions, "inference_request_duration_seconds", "From the request's first byte to its answer.", metrics => metrics.Total);
        Histograms(page, versions, "inference_queue_duration_seconds", "Waiting for a run.", metrics => metrics.Queue);
        Histograms(page, versions, "inference_compute_duration_seconds", "The run of the batch that the request is in.", metrics => metrics.Compute);
        Histograms(page, versions, "inference_batch_rows", "Rows that ran together.", metrics => metrics.Batch);
        Releases(page, [.. models.Select(model => model.Trial).OfType<ModelVersion>()]);
        Head(page, "inference_certificate_end_timestamp_seconds", "gauge", "When the certificate of an endpoint ends, in seconds since 1970.");
        foreach (var (endpoint, end) in certificates)
            Line(page, "inference_certificate_end_timestamp_seconds", $"endpoint=\"{endpoint}\"", end.ToUnixTimeSeconds());
        Process(page);
        return page.ToString();
    }

    private static void Releases(StringBuilder page, List<ModelVersion> trials)
    {
        Series(page, trials, "inference_release_taken_back", "gauge", "1 for a version that was being released and is taken back, as it failed or said something else too often.", version => version.Release?.TakenBack is null ? 0 : 1);
        Series(page, trials, "inference_release_comparisons_total", "counter", "Requests that both have answered, a version that is being released and the one in service.", version => version.Release?.Comparisons ?? 0);
        Series(page, trials, "inference_release_disagreements_total", "counter", "Of these, those of which both said different things; one with rows counts by the share of its rows.", version => version.Release?.Disagreements ?? 0);
        Series(page, trials, "inference_release_failures_total", "counter", "Failed runs of a version that is being released.", version => version.Release?.Failures ?? 0);
        Series(page, trials, "inference_release_dropped_total", "counter", "Requests that were not compared although it was their turn, as too many waited or they were too large.", version => version.Release?.Dropped ?? 0);
        Head(page, "inference_release_compute_seconds_total", "counter", "Time of the runs that were compared, of either version.");
        foreach (var trial in trials)
        {
            Line(page, "inference_release_compute_seconds_total", $"{Labels(trial)},of=\"released\"", trial.Release?.OwnSeconds ?? 0);
            Line(page, "inference_release_compute_seconds_total", $"{Labels(trial)},of=\"service\"", trial.Release?.OtherSeconds ?? 0);
        }
    }

    private static void Process(StringBuilder page)
    {
        Head(page, "process_resident_memory_bytes", "gauge", "Resident memory of the server.");
        Line(page, "process_resident_memory_bytes", "", Environment.WorkingSet);
        Head(page, "dotnet_gc_allocated_bytes_total", "counter", "Bytes allocated on the managed heap.");
        Line(page, "dotnet_gc_allocated_bytes_total", "", GC.GetTotalAllocatedBytes());
        Head(page, "process_cpu_seconds_total", "counter", "Processor time of the server.");
        Line(page, "process_cpu_seconds_total", "", Environment.CpuUsage.TotalTime.TotalSeconds);
    }

    private static void Series(StringBuilder page, IReadOnlyList<ModelVersion> versions, string name, string type, string help, Func<ModelVersion, double> value)
    {
        Head(page, name, type, help);
        foreach (var version in versions)
            Line(page, name, Labels(version), value(version));
    }

    private static void Histograms(StringBuilder page, IReadOnlyList<ModelVersion> versions, string name, string help, Func<ModelMetrics, Histogram> select)
    {
        Head(page, name, "histogram", help);
        foreach (var version in versions)
        {
            var histogram = select(version.Metrics);
            long count = 0;
            for (var i = 0; i < histogram.Bounds.Length; i++)
            {
                count += histogram.CountOf(i);
                Line(page, $"{name}_bucket", $"{Labels(version)},le=\"{histogram.Bounds[i].ToString(CultureInfo.InvariantCulture)}\"", count);
            }

            count += histogram.CountOf(histogram.Bounds.Length);
            Line(page, $"{name}_bucket", $"{Labels(version)},le=\"+Inf\"", count);
            Line(page, $"{name}_sum", Labels(version), histogram.Sum);
            Line(page, $"{name}_count", Labels(version), count);
        }
    }

    private static string Labels(ModelVersion version) => Labels(version.Name, version.Version);

    private static string Labels(string model, string version) => $"model=\"{model}\",version=\"{version}\"";

    public static void Head(StringBuilder page, string name, string type, string help) => page.Append($"# HELP {name} {help}\n# TYPE {name} {type}\n");

    public static void Line(StringBuilder page, string name, string labels, double value) =>
        page.Append(CultureInfo.InvariantCulture, $"{name}{(labels.Length == 0 ? "" : $"{{{labels}}}")} {value:R}\n");
}
