namespace Platform.Inference.Execution;

/// <summary>The most memory that the process had at once, between two moments.</summary>
internal static class PeakMemory
{
    private const string Peak = "VmHWM:";

    /// <summary>Other measurements, and other runs, would count as this one's.</summary>
    private static int _running;

    /// <summary>A run begins, which <see cref="Leave"/> ends.</summary>
    /// <returns>Whether it is the only one.</returns>
    public static bool Enter() => Interlocked.Increment(ref _running) == 1;

    /// <returns>Whether no other one is left.</returns>
    public static bool Leave() => Interlocked.Decrement(ref _running) == 0;

    /// <summary>Forgets what was before.</summary>
    /// <returns>What the process has now; 0 where the system does not tell.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid_clear_refs.5.html"/>
    public static long Begin(int process)
    {
        try
        {
            if (!OperatingSystem.IsLinux())
                return 0;
            File.WriteAllText($"/proc/{process}/clear_refs", "5");
            return Read(process);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <returns>The most since the beginning, in bytes.</returns>
    public static long Read(int process) => ProcessStatus.ReadNumbers($"{process}", Peak)[0];
}
