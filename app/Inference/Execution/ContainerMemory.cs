using System.Globalization;

namespace Platform.Inference.Execution;

/// <summary>What the container lets the process have, else what the machine has.</summary>
internal static class ContainerMemory
{
    /// <summary>Of version 2 and version 1 of control groups.</summary>
    private static readonly string[] _files = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"];

    /// <summary>.NET itself takes three quarters of a container's limit for its own heap, and calls that what is available.</summary>
    public static long Limit { get; } = _files.Select(Read).Append(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
        .First(bytes => bytes is > 0 and < 1L << 50);

    private static long Read(string file)
    {
        try
        {
            return long.TryParse(File.ReadAllText(file), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var bytes)
                ? bytes
                : 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
