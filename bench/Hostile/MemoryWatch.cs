using System.Globalization;

namespace Platform.Bench.Hostile;

/// <summary>
/// Looks again and again at the memory that a process has. The most that the system notes of a process, the server begins anew to measure
/// its models.
/// </summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(10);
    private readonly string _status;
    private readonly PeriodicTimer _timer = new(_interval);

    public MemoryWatch(int process)
    {
        _status = $"/proc/{process}/status";
        _ = LookAsync();
    }

    /// <summary>Bytes, files that are mapped included.</summary>
    public long Most { get; private set; }

    /// <summary>Bytes that only the process has, which a container cannot take back.</summary>
    public long MostOwn { get; private set; }

    public void Dispose() => _timer.Dispose();

    private async Task LookAsync()
    {
        try
        {
            while (await _timer.WaitForNextTickAsync())
            {
                var lines = await File.ReadAllLinesAsync(_status);
                Most = Math.Max(Most, Bytes(lines, "VmRSS:"));
                MostOwn = Math.Max(MostOwn, Bytes(lines, "RssAnon:") + Bytes(lines, "RssShmem:"));
            }
        }
        catch (IOException)
        {
            // It has ended.
        }
    }

    private static long Bytes(string[] lines, string name)
        => lines.FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line
        ? long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) << 10
        : 0;
}
