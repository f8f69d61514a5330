using System.Diagnostics;

namespace Platform.Tool.Processes;

/// <summary>A line per long step: on a terminal with its elapsed time running, elsewhere once it is done.</summary>
internal sealed class Step : IDisposable
{
    private readonly string _what;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Timer? _timer;

    public Step(string what)
    {
        _what = what;
        if (Progress.IsTerminal)
            _timer = new Timer(_ => Progress.Output.Write($"\r{Line()}"), null, 0, 1000);
    }

    /// <summary>Above the step's own line, which stays the last.</summary>
    public void WriteLine(string line) => Progress.Output.WriteLine($"{(_timer is null ? "" : "\r")}{line}");

    public void Dispose()
    {
        _timer?.Dispose();
        WriteLine(Line());
    }

    private string Line() => $"[{_watch.Elapsed.TotalSeconds,5:0.0} s] {_what}";
}
