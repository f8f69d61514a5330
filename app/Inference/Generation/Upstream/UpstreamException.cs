namespace Platform.Inference.Generation.Upstream;

/// <summary>A model that is served elsewhere does not answer, or not as it should.</summary>
internal sealed class UpstreamException(string reason, TimeSpan? retryAfter, Exception? cause = null) : Exception(reason, cause)
{
    /// <summary>When it may again, where it says so.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}
