using Platform.Inference.Execution;

namespace Platform.Bench.Hostile;

/// <summary>
/// Looks again and again at the memory that a process has. The most that the system notes of a process, the server begins anew to measure
/// its models.
/// </summary>
internal sealed class MemoryWatch : IDisposable
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(10);
    private readonly string _process;
    private readonly PeriodicTimer _timer = new(_interval);

    public MemoryWatch(int process)
    {
        _process = $"{process}";
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
                var memory = ProcessStatus.ReadNumbers(_process, "VmRSS:", "RssAnon:", "RssShmem:");
                Most = Math.Max(Most, memory[0]);
                MostOwn = Math.Max(MostOwn, memory[1] + memory[2]);
            }
        }
        catch (IOException)
        {
            // It has ended.
        }
    }
}
