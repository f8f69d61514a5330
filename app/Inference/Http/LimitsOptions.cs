using System.ComponentModel.DataAnnotations;

namespace Platform.Inference.Http;

/// <summary>Configuration section <c>Limits</c>.</summary>
internal sealed class LimitsOptions
{
    public const string Section = "Limits";

    /// <summary>Bytes of a request body, compressed or not. Default 64 MiB.</summary>
    [Range(1, int.MaxValue)]
    public int MaxRequestBodyBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How long a request may wait to be started, where it does not say itself. Default 30,000 ms.</summary>
    [Range(1, 3_600_000)]
    public int RequestTimeoutMilliseconds { get; set; } = 30_000;

    /// <summary>
    /// After the signal to stop, how long the server still accepts requests, so that load balancers learn of it. Default 1,000 ms.
    /// </summary>
    [Range(0, 600_000)]
    public int DrainDelayMilliseconds { get; set; } = 1_000;

    /// <summary>How long requests may take to finish after that signal. Default 25,000 ms.</summary>
    [Range(0, 600_000)]
    public int DrainDeadlineMilliseconds { get; set; } = 25_000;

    /// <summary>
    /// Bytes that the process may have, of which requests get what is left beside the models; 0 takes the container's limit, or
    /// the machine's memory. Default 0.
    /// </summary>
    [Range(typeof(long), "0", "9223372036854775807")]
    public long MemoryBytes { get; set; }

    /// <summary>How long a connection may be idle. Default 620 s, longer than gateways and load balancers in front keep theirs.</summary>
    [Range(1, 86_400)]
    public int KeepAliveSeconds { get; set; } = 620;
}
