using Platform.Inference.Execution;

namespace Platform.Inference.Models;

/// <summary>The limits of a model's queue.</summary>
internal static class QueueLimits
{
    private const int DefaultMaxWaiting = 1024;

    /// <summary>
    /// A batching model has one runner, so that what arrives meanwhile becomes the next batch, and so has one with a process of
    /// its own, which runs one thing at a time; others have one per processor.
    /// </summary>
    public static JobQueueLimits Of(ModelSettings settings) => settings.Batching is not { } batching
        ? new JobQueueLimits(
            false, int.MaxValue, TimeSpan.Zero, DefaultMaxWaiting,
            settings.Isolation == Isolation.Process ? 1 : Environment.ProcessorCount, settings.LongestRun)
        : new JobQueueLimits(
            true, batching.MaxBatchSize, TimeSpan.FromMicroseconds(batching.MaxQueueDelayMicroseconds), batching.MaxQueueSize, 1,
            settings.LongestRun);
}
