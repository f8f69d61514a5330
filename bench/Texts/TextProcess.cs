using System.Diagnostics;
using System.Globalization;

namespace Platform.Bench.Texts;

/// <summary>
/// A process on the first processor that writes texts whenever it is its turn, and says how many tokens a second of the processor those
/// were.
/// </summary>
internal sealed class TextProcess : IAsyncDisposable
{
    private readonly Process _process;

    private TextProcess(Process process) => _process = process;

    /// <param name="verb">Of this program.</param>
    /// <param name="models">The folder of models.</param>
    /// <param name="callers">How many texts are written together.</param>
    public static TextProcess Start(string verb, string models, int callers)
    {
        string[] command = ["dotnet", typeof(TextProcess).Assembly.Location, verb, models, callers.ToString(CultureInfo.InvariantCulture)];
        string[] pinned = OperatingSystem.IsLinux() ? ["taskset", "-c", "0", .. command] : command;
        return new TextProcess(
            Process.Start(new ProcessStartInfo(pinned[0], pinned[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true })!);
    }

    /// <summary>In the process itself.</summary>
    /// <param name="turn">Writes texts for a time of the processor, and gives their tokens.</param>
    public static async Task<int> ServeAsync(Func<TimeSpan, Task<long>> turn)
    {
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var start = Environment.CpuUsage.TotalTime;
            var tokens = await turn(TimeSpan.Parse(line, CultureInfo.InvariantCulture));
            Console.WriteLine((tokens / (Environment.CpuUsage.TotalTime - start).TotalSeconds).ToString(CultureInfo.InvariantCulture));
        }

        return 0;
    }

    /// <param name="time">Of the processor.</param>
    /// <exception cref="PeerException">It has ended.</exception>
    public async Task<double> TakeTurnAsync(TimeSpan time)
    {
        await _process.StandardInput.WriteLineAsync(time.ToString("c", CultureInfo.InvariantCulture));
        var answer = await _process.StandardOutput.ReadLineAsync()
            ?? throw new PeerException("a process that writes texts ended; what it printed says why");
        return double.Parse(answer, CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
