using System.Globalization;

namespace Platform.Inference.Execution;

/// <summary>What Linux says of a process or a thread.</summary>
internal static class ProcessStatus
{
    private const string Unit = "kB";

    /// <param name="process">Its id, or <c>self</c>; of a thread <c>PROCESS/task/THREAD</c>.</param>
    /// <param name="fields">Numbers, each with its colon.</param>
    /// <returns>In the order of the fields: bytes of those that are memory; 0 for what the system does not tell.</returns>
    public static long[] ReadNumbers(string process, params string[] fields)
    {
        var numbers = new long[fields.Length];
        var left = fields.Length;
        foreach (var line in Lines(process))
        {
            var index = Array.FindIndex(fields, field => line.StartsWith(field, StringComparison.Ordinal));
            if (index < 0)
                continue;
            numbers[index] = NumberOf(line.AsSpan(fields[index].Length));
            if (--left == 0)
                break;
        }

        return numbers;
    }

    /// <param name="process">As above.</param>
    /// <param name="field">With its colon.</param>
    /// <returns>Null where the system does not tell.</returns>
    public static string? ReadText(string process, string field)
    {
        foreach (var line in Lines(process))
            if (line.StartsWith(field, StringComparison.Ordinal))
                return line[field.Length..].Trim();
        return null;
    }

    /// <seealso href="https://man7.org/linux/man-pages/man5/proc_pid_status.5.html"/>
    private static IEnumerable<string> Lines(string process) => File.ReadLines($"/proc/{process}/status");

    private static long NumberOf(ReadOnlySpan<char> value) => value.EndsWith(Unit)
        ? 1024 * long.Parse(value[..^Unit.Length].Trim(), CultureInfo.InvariantCulture)
        : long.Parse(value.Trim(), CultureInfo.InvariantCulture);
}
