using System.Diagnostics;

namespace Platform.Rehearsal.Parts;

/// <summary>A part as a process: started, killed, started again.</summary>
/// <param name="kind">The program.</param>
/// <param name="folder">Where its log goes, <c>NAME.log</c>; and the file of the clock.</param>
/// <param name="name">Different for each of a kind.</param>
/// <param name="settings">Of the program.</param>
internal sealed class Part(string kind, string folder, string name, IReadOnlyDictionary<string, string> settings) : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private Process? _process;
    private StreamWriter? _log;

    /// <summary>Where it listens; null while it does not.</summary>
    public Uri? Address { get; private set; }

    /// <exception cref="RehearsalException">It does not get ready.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var ready = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        _log = new StreamWriter(Path.Combine(folder, $"{name}.log"), append: true) { AutoFlush = true };
        var start = new ProcessStartInfo(
            "dotnet", [typeof(Part).Assembly.Location, "part", kind, Path.Combine(folder, "clock"), .. Arguments()])
        {
            // A server that dies is no news to the gateway here
            Environment =
            {
                ["Logging__LogLevel__Default"] = "Warning", ["Logging__LogLevel__Microsoft.Hosting.Lifetime"] = "Warning",
                ["Logging__LogLevel__Yarp"] = "Error",
            },
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        var process = _process = Process.Start(start)!;
        var log = TextWriter.Synchronized(_log);
        process.OutputDataReceived += (_, line) => Take(line.Data, log, ready);
        process.ErrorDataReceived += (_, line) => Take(line.Data, log, ready);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var ended = process.WaitForExitAsync(cancellationToken);
        await Task.WhenAny(ready.Task, ended, Task.Delay(_patience, cancellationToken));
        if (!ready.Task.IsCompletedSuccessfully)
            throw new RehearsalException($"the {name} does not start; its log is {Path.Combine(folder, $"{name}.log")}");
        Address = await ready.Task;
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => EndAsync(process => process.Kill());

    /// <summary>Lets it end by itself, as it does without whoever started it.</summary>
    public Task StopAsync() => EndAsync(process => process.StandardInput.Close());

    public async ValueTask DisposeAsync() => await KillAsync();

    private IEnumerable<string> Arguments() => settings.SelectMany(setting => new[] { $"--{setting.Key}", setting.Value });

    private static void Take(string? line, TextWriter log, TaskCompletionSource<Uri> ready)
    {
        if (line?.StartsWith(PartHost.Ready, StringComparison.Ordinal) == true)
            ready.TrySetResult(new Uri(line[PartHost.Ready.Length..]));
        else if (line is not null)
            log.WriteLine(line);
    }

    private async Task EndAsync(Action<Process> end)
    {
        Address = null;
        if (_process is not { } process)
            return;
        _process = null;
        await _log!.WriteLineAsync(
            $"ends after {(process.HasExited ? 0 : process.TotalProcessorTime.TotalSeconds):0.0} s of processor time");
        end(process);
        await process.WaitForExitAsync();
        await _log.DisposeAsync();
        process.Dispose();
    }
}
