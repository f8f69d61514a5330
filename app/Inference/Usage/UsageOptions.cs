using System.ComponentModel.DataAnnotations;

namespace Platform.Inference.Usage;

/// <summary>Configuration section <c>Usage</c>.</summary>
internal sealed class UsageOptions
{
    public const string Section = "Usage";

    /// <summary>Folder of the usage logs, one to a process; it is made where it is missing. Without it nothing is recorded.</summary>
    public string? Path { get; set; }

    /// <summary>Whether a line is on disk before its request is answered. Default false: within <see cref="UsageWriter.FlushInterval"/>.</summary>
    public bool FlushBeforeResponse { get; set; }

    /// <summary>Bytes that all logs in the folder may have together; then requests get 503, as nothing is answered unmetered. Default 1 GiB.</summary>
    [Range(1, int.MaxValue)]
    public int SpoolBytes { get; set; } = 1 << 30;
}
