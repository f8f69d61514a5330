namespace Platform.Inference.Models;

/// <summary>The <c>batching</c> section of <c>model.json</c>: rows of concurrent requests run as one batch.</summary>
/// <param name="MaxBatchSize">Rows of one batch, and of one request; at least 1.</param>
/// <param name="MaxQueueDelayMicroseconds">
/// How long a batch that could start may be held back for callers that were just answered; 0 takes only what is waiting already.
/// </param>
/// <param name="MaxQueueSize">Requests that may wait; one more is refused with 503. At least 1.</param>
internal sealed record BatchingSettings(int MaxBatchSize, int MaxQueueDelayMicroseconds = 0, int MaxQueueSize = 1024);
