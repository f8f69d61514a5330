using System.ComponentModel.DataAnnotations;

namespace Platform.Inference.Usage;

/// <summary>Configuration section <c>Usage</c>.</summary>
internal sealed class UsageOptions
{
    public const string Section = "Usage";

    /// <summary>Folder of the usage logs, one to a process; it is made where it is missing. Without it nothing is recorded.</summary>
    public string? Path { get; set; }

    /// <summary>
    /// Whether a line is on disk before its request is answered. Default false: within <see cref="UsageWriter.FlushInterval"/>.
    /// </summary>
    public bool FlushBeforeResponse { get; set; }

    /// <summary>
    /// Bytes that all logs in the folder may have together; then requests get 503, as nothing is answered unmetered. Default 1 GiB.
    /// </summary>
    [Range(1, int.MaxValue)]
    public int SpoolBytes { get; set; } = 1 << 30;

    /// <summary>
    /// Where the logs are shipped to: the address of a container of append blobs, or another folder; what has ended and is there as a
    /// whole is deleted here. Default: nowhere, and they stay.
    /// </summary>
    public string? ShipTo { get; set; }

    /// <summary>How often they are shipped, in milliseconds. Default 1,000: the most that is lost with a node.</summary>
    [Range(10, 600_000)]
    public int ShipMilliseconds { get; set; } = 1_000;

    /// <summary>Whether a line is in that store before its request is answered: then nothing is lost with a node. Default false.</summary>
    public bool ShipBeforeResponse { get; set; }
}
