namespace Platform.Inference.Execution;

/// <summary>The most memory that the process had at once, between two moments.</summary>
internal static class PeakMemory
{
    private const string Peak = "VmHWM:";

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
