using System.Diagnostics;

namespace Platform.Bench;

/// <summary>
/// Reads what a process prints, for one that nobody reads waits as soon as its pipe is full, and keeps the end of it: the reason,
/// where the process fails.
/// </summary>
internal sealed class LastWords
{
    private const int Kept = 20;
    private readonly Queue<string> _lines = new();
    private readonly Process _process;

    /// <param name="process">Has just been started, with both its outputs redirected.</param>
    public LastWords(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>All of them, of a process that has ended.</summary>
    public async Task<string> ReadAsync()
    {
        // Only this waits for the last lines as well.
        await _process.WaitForExitAsync();
        return ToString();
    }

    public override string ToString()
    {
        lock (_lines)
            return _lines.Count == 0 ? "it printed nothing" : string.Join('\n', _lines);
    }

    private void Keep(string? line)
    {
        if (line is not { Length: > 0 })
            return;
        lock (_lines)
        {
            _lines.Enqueue(line);
            if (_lines.Count > Kept)
                _lines.Dequeue();
        }
    }
}
