using Platform.Inference.Metrics;
using Platform.Inference.Models;

namespace Platform.Inference.Repository;

/// <summary>What has been counted of one version since it was loaded, as Triton's clients read it.</summary>
/// <param name="LastInference">Milliseconds since 1970; 0 for none yet.</param>
/// <param name="InferenceCount">Rows.</param>
/// <param name="ExecutionCount">Batches.</param>
/// <param name="BatchStats">Empty: sizes of batches are counted in <c>/metrics</c>, by powers of two.</param>
internal sealed record ModelStatistics(
    string Name, string Version, long LastInference, long InferenceCount, long ExecutionCount, InferenceStatistics InferenceStats,
    DurationStatistic[] BatchStats)
{
    /// <seealso href="https://github.com/triton-inference-server/server/blob/main/docs/protocol/extension_statistics.md"/>
    public static ModelStatistics Of(ModelVersion version)
    {
        var metrics = version.Metrics;
        var success = metrics.Requests((int)Outcome.Success);
        var failed = Enumerable.Range(0, ModelMetrics.Outcomes.Count).Sum(metrics.Requests) - success;
        return new ModelStatistics(
            version.Name, version.Version, metrics.LastAnswered, metrics.Rows, metrics.Batch.Count, new InferenceStatistics(
                DurationStatistic.Of(success, metrics.Total.Sum - metrics.FailedSeconds),
                DurationStatistic.Of(failed, metrics.FailedSeconds),
                DurationStatistic.Of(success, metrics.Queue.Sum), DurationStatistic.None,
                DurationStatistic.Of(success, metrics.Compute.Sum),
                DurationStatistic.None, DurationStatistic.None, DurationStatistic.None), []);
    }
}
