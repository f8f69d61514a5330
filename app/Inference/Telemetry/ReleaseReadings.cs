using Platform.Inference.Metrics;
using Platform.Inference.Models;

namespace Platform.Inference.Telemetry;

/// <summary>What is measured of versions that are being released.</summary>
internal sealed class ReleaseReadings(ModelRepository models)
{
    private static readonly Metric _takenBack = new(
        MetricKind.Gauge, "inference.release.taken_back", null,
        "1 for a version that was being released and is taken back, as it failed or said something else too often", "model", "version");

    private static readonly Metric _comparisons = new(
        MetricKind.Counter, "inference.release.comparisons", "{request}",
        "Requests that both have answered, a version that is being released and the one in service", "model", "version");

    private static readonly Metric _disagreements = new(
        MetricKind.Counter, "inference.release.disagreements", "{request}",
        "Of these, those of which both said different things; one with rows counts by the share of its rows, a text by that of its tokens",
        "model", "version");

    private static readonly Metric _failures =
        new(
            MetricKind.Counter, "inference.release.failures", "{run}", "Failed runs of a version that is being released", "model",
            "version");

    private static readonly Metric _dropped = new(
        MetricKind.Counter, "inference.release.dropped", "{request}",
        "Requests that were not compared although it was their turn, as too many waited or they were too large", "model", "version");

    private static readonly Metric _compute =
        new(
            MetricKind.Counter, "inference.release.compute", "s", "Time of the runs that were compared, of either version", "model",
            "version", "of");

    public IReadOnlyList<Reading> All
    => [
        new(_takenBack, () => OfTrials(release => release?.TakenBack is null ? 0 : 1)),
        new(_comparisons, () => OfTrials(release => release?.Comparisons ?? 0)),
        new(_disagreements, () => OfTrials(release => release?.Disagreements ?? 0)),
        new(_failures, () => OfTrials(release => release?.Failures ?? 0)),
        new(_dropped, () => OfTrials(release => release?.Dropped ?? 0)),
        new(_compute, Compute),
    ];

    private IEnumerable<ModelVersion> Trials => models.Models.Select(model => model.Trial).OfType<ModelVersion>();

    private IEnumerable<Sample> OfTrials(Func<Release?, double> value)
        => Trials.Select(trial => new Sample(value(trial.Release), trial.Name, trial.Version));

    private IEnumerable<Sample> Compute()
        => from trial in Trials
        from run in new[] { (Seconds: trial.Release?.OwnSeconds, Of: "released"), (Seconds: trial.Release?.OtherSeconds, Of: "service") }
        select new Sample(run.Seconds ?? 0, trial.Name, trial.Version, run.Of);
}
