using Platform.Inference.Metrics;
using Platform.Inference.Models;

namespace Platform.Inference.Telemetry;

/// <summary>What is measured of each version of a model.</summary>
/// <param name="models">All that are served here.</param>
/// <param name="elsewhere">Of those that are served elsewhere, whose runs nobody sees.</param>
internal sealed class ModelReadings(ModelRepository models, IReadOnlyList<ModelMetrics> elsewhere)
{
    private static readonly Metric _requests =
        new(MetricKind.Counter, "inference.requests", "{request}", "Requests by outcome", "model", "version", "outcome")
        {
            IsOnMeter = true,
        };

    private static readonly Metric _rows =
        new(MetricKind.Counter, "inference.rows", "{row}", "Rows computed", "model", "version") { IsOnMeter = true };

    private static readonly Metric _tokens = new(
        MetricKind.Counter, "inference.tokens", "{token}", "Tokens of answered requests, read and written", "model", "version", "direction")
    {
        IsOnMeter = true,
    };

    private static readonly Metric _queueDepth =
        new(MetricKind.Gauge, "inference.queue.depth", "{request}", "Requests that wait for a run", "model", "version")
        {
            IsOnMeter = true,
        };

    private static readonly Metric _ready = new(
        MetricKind.Gauge, "inference.model.ready", null,
        "1 for a version that is warmed up and serves, 0 for one that is not or could not be loaded", "model", "version")
    {
        IsOnMeter = true,
    };

    private static readonly Metric _restarts =
        new(
            MetricKind.Counter, "inference.model.restarts", "{restart}", "How often the model's own process was started again", "model",
            "version");

    public IReadOnlyList<Reading> All
    => [
        new(_requests, Requests),
        new(_rows, () => OfVersions(version => version.Metrics.Rows)),
        new(_tokens, Tokens),
        new(_queueDepth, () => OfVersions(version => version.QueueDepth)),
        new(_ready, Readiness),
        new(_restarts, () => OfVersions(version => version.Restarts)),
        Histograms(ModelMetrics.RequestDuration, metrics => metrics.Total),
        Histograms(ModelMetrics.QueueDuration, metrics => metrics.Queue),
        Histograms(ModelMetrics.ComputeDuration, metrics => metrics.Compute),
        Histograms(ModelMetrics.BatchRows, metrics => metrics.Batch),
    ];

    private IEnumerable<ModelVersion> Versions => models.Models.SelectMany(model => model.Versions);

    private IEnumerable<ModelMetrics> Everywhere => Versions.Select(version => version.Metrics).Concat(elsewhere);

    private IEnumerable<Sample> OfVersions(Func<ModelVersion, long> value)
        => Versions.Select(version => new Sample(value(version), version.Name, version.Version));

    private IEnumerable<Sample> Requests()
        => from metrics in Everywhere
        from outcome in Enumerable.Range(0, ModelMetrics.Outcomes.Count)
        select new Sample(metrics.Requests(outcome), metrics.Model, metrics.Version, ModelMetrics.Outcomes[outcome]);

    private IEnumerable<Sample> Tokens()
        => from metrics in Everywhere
        where metrics.TokensRead > 0
        from tokens in new[] { (Count: metrics.TokensRead, Direction: "read"), (Count: metrics.TokensWritten, Direction: "written") }
        select new Sample(tokens.Count, metrics.Model, metrics.Version, tokens.Direction);

    private IEnumerable<Sample> Readiness()
        => from model in models.Models
        from version in model.Readiness
        select new Sample(version.Value ? 1 : 0, model.Name, $"{version.Key}");

    private Reading Histograms(HistogramMetric metric, Func<ModelMetrics, Histogram> select)
        => Reading.Of(metric, () => Versions.Select(version => select(version.Metrics)));
}
