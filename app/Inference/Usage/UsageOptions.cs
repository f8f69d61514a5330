namespace Platform.Inference.Usage;

/// <summary>Configuration section <c>Usage</c>.</summary>
internal sealed class UsageOptions
{
    public const string Section = "Usage";

    /// <summary>File that each answered request appends a line of JSON to. Without it nothing is recorded.</summary>
    public string? Path { get; set; }

    /// <summary>Whether a line is on disk before its request is answered. Default false: within <see cref="UsageFile.FlushInterval"/>.</summary>
    public bool FlushBeforeResponse { get; set; }
}
