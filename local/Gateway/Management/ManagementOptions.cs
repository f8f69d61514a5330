namespace Platform.Gateway.Management;

/// <summary>Configuration section <c>Gateway:Management</c>.</summary>
internal sealed class ManagementOptions
{
    /// <summary>The bearer token of whoever manages. Default: nobody does, and the paths are unknown.</summary>
    public string? Token { get; set; }

    /// <summary>The file that keeps what was changed. Default: it is gone with the process.</summary>
    public string? Snapshot { get; set; }
}
