using System.Globalization;

namespace Platform.Inference.Execution;

/// <summary>Figures that Linux gives of a process.</summary>
internal static class ProcessStatus
{
    private const string Unit = "kB";

    /// <param name="process">Its id, or <c>self</c>.</param>
    /// <param name="field">With its colon.</param>
    /// <returns>Bytes; 0 where the system does not tell.</returns>
    /// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html"/>
    public static long Read(string process, string field)
    {
        foreach (var line in File.ReadLines($"/proc/{process}/status"))
            if (line.StartsWith(field, StringComparison.Ordinal))
                return 1024 * long.Parse(
                    line.AsSpan(field.Length, line.Length - field.Length - Unit.Length),
                    NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        return 0;
    }
}
