namespace Platform.Inference.Execution;

/// <param name="Joins">Whether jobs may run together as one batch.</param>
/// <param name="MaxRows">Rows of one batch.</param>
/// <param name="MaxDelay">How long the first job of a batch that is not full may be held back for others.</param>
/// <param name="MaxWaiting">Jobs that may wait.</param>
/// <param name="Runners">Batches that may run at the same time.</param>
/// <param name="LongestRun">After which a run is ended; null for never.</param>
internal sealed record JobQueueLimits(bool Joins, int MaxRows, TimeSpan MaxDelay, int MaxWaiting, int Runners, TimeSpan? LongestRun = null)
{
    /// <summary>Whether a row takes about as long as any other, so that a batch's time is known before it runs.</summary>
    public bool HasSteadyRows { get; init; }
}
