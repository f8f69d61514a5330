namespace Platform.Inference.Repository;

/// <summary>Tensors are read and written outside of runs, and nothing is cached, so that these times are 0.</summary>
internal sealed record InferenceStatistics(
    DurationStatistic Success, DurationStatistic Fail, DurationStatistic Queue, DurationStatistic ComputeInput,
    DurationStatistic ComputeInfer,
    DurationStatistic ComputeOutput, DurationStatistic CacheHit, DurationStatistic CacheMiss);
