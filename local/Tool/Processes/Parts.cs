using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Platform.Tool.Processes;

/// <summary>The programs that run together: Ctrl-C, or the end of one, ends all, the last first.</summary>
internal sealed class Parts : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly List<(string Name, Process Process)> _all = [];
    private readonly CancellationTokenSource _stopping = new();
    private readonly PosixSignalRegistration[] _signals;

    // A terminal's Ctrl-C reaches the programs as well; a signal to this process alone does not
    public Parts()
        => _signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, Stop))];

    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Starts one, which logs no more than warnings unless its settings say otherwise.</summary>
    public Part Start(string name, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> settings)
    {
        Stopping.ThrowIfCancellationRequested();
        var quiet = new Dictionary<string, string>
        {
            ["Logging__LogLevel__Default"] = "Warning", ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Warning",
        };
        foreach (var (key, value) in settings)
            quiet[key] = value;
        var process = Run.Start(program, arguments, quiet);
        _all.Add((name, process));
        return new Part(name, process);
    }

    /// <summary>Waits until it answers at an address, as whoever begins the next one needs it.</summary>
    public async Task ReadyAsync(Part part, HttpClient client, string path)
    {
        using var step = new Step($"Starting the {part.Name}");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Stopping);
        patience.CancelAfter(_patience);
        while (!part.Process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(path, patience.Token);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet
            }
            catch (OperationCanceledException) when (!Stopping.IsCancellationRequested)
            {
                throw new FailedException($"the {part.Name} did not get ready within {_patience.TotalSeconds:0} seconds; its log is above");
            }

            await Task.Delay(100, Stopping);
        }

        Stopping.ThrowIfCancellationRequested();
        throw new FailedException($"the {part.Name} stopped with exit code {part.Process.ExitCode}");
    }

    /// <summary>Until somebody stops them.</summary>
    public async Task WaitAsync()
    {
        await Task.WhenAny(_all.Select(each => each.Process.WaitForExitAsync(Stopping)));
        if (Stopping.IsCancellationRequested)
            return;
        var (name, ended) = _all.First(each => each.Process.HasExited);
        throw new FailedException($"the {name} stopped with exit code {ended.ExitCode}");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, process) in Enumerable.Reverse(_all))
        {
            await Run.StopAsync(process);
            process.Dispose();
        }

        Array.ForEach(_signals, signal => signal.Dispose());
        _stopping.Dispose();
    }

    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        _stopping.Cancel();
    }
}
