using Platform.Inference.Models;

namespace Platform.Inference.Execution;

/// <param name="Joins">Whether jobs may run together as one batch.</param>
/// <param name="MaxRows">Rows of one batch.</param>
/// <param name="MaxDelay">How long the first job of a batch that is not full may be held back for others.</param>
/// <param name="MaxWaiting">Jobs that may wait.</param>
/// <param name="Runners">Batches that may run at the same time.</param>
internal sealed record JobQueueLimits(bool Joins, int MaxRows, TimeSpan MaxDelay, int MaxWaiting, int Runners)
{
    private const int DefaultMaxWaiting = 1024;

    /// <summary>A batching model has one runner, so that what arrives meanwhile becomes the next batch; others have one per processor.</summary>
    public static JobQueueLimits For(BatchingSettings? batching) => batching is null
        ? new JobQueueLimits(false, int.MaxValue, TimeSpan.Zero, DefaultMaxWaiting, Environment.ProcessorCount)
        : new JobQueueLimits(
            true, batching.MaxBatchSize, TimeSpan.FromMicroseconds(batching.MaxQueueDelayMicroseconds), batching.MaxQueueSize, 1);
}
