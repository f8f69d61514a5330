using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Platform.Bench;

/// <summary>A server under test: a process of its own, pinned to the first processor where the system has taskset.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private readonly LastWords _words;

    private readonly long _startedAt = Stopwatch.GetTimestamp();

    private Peer(Process process, int port)
    {
        _process = process;
        _words = new LastWords(process);
        Port = port;
    }

    public int Port { get; }

    public int ProcessId => _process.Id;

    /// <summary>From the start of its process to its first answer.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>That it has used so far.</summary>
    public TimeSpan ProcessorTime => Refreshed.TotalProcessorTime;

    public long ResidentBytes => Refreshed.WorkingSet64;

    public bool HasEnded => _process.HasExited;

    private Process Refreshed
    {
        get
        {
            _process.Refresh();
            return _process;
        }
    }

    /// <summary>Starts a command, in which PORT stands for a free port, and waits until it answers.</summary>
    /// <exception cref="PeerException">It could not be started, ended or did not answer.</exception>
    public static async Task<Peer> StartAsync(string[] command, Scenario scenario, params (string Name, string Value)[] environment)
    {
        var port = FreePort();
        var words = command.Select(word => word.Replace("PORT", port.ToString())).ToArray();
        var peer = new Peer(Start(words, environment), port);
        try
        {
            await peer.AnswerAsync(scenario, string.Join(' ', words));
            peer.ReadyAfter = Stopwatch.GetElapsedTime(peer._startedAt);
        }
        catch (Exception)
        {
            await peer.DisposeAsync();
            throw;
        }

        return peer;
    }

    /// <summary>Runs a command to its end and gives what it printed.</summary>
    /// <exception cref="PeerException">It failed.</exception>
    public static async Task<string> RunAsync(string[] command)
    {
        using var process = Start(command, []);
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? output.Trim()
            : throw new PeerException($"'{string.Join(' ', command)}' failed: {(await errors).Trim()}");
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task AnswerAsync(Scenario scenario, string command)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}"), Timeout = _patience };
        while (await RefusalAsync(client, scenario) is { } refusal)
        {
            if (_process.HasExited)
                throw new PeerException($"'{command}' ended: {await _words.ReadAsync()}");
            if (Stopwatch.GetElapsedTime(_startedAt) > _patience)
                throw new PeerException(
                    $"'{command}' did not answer within {_patience.TotalSeconds:0} seconds, at last {refusal}: {_words}");
            await Task.Delay(5);
        }
    }

    /// <returns>Null for an answer with 200.</returns>
    private static async Task<string?> RefusalAsync(HttpClient client, Scenario scenario)
    {
        try
        {
            using var content = new ByteArrayContent(scenario.Body);
            foreach (var (name, value) in scenario.Headers)
                content.Headers.TryAddWithoutValidation(name, value);
            using var request = new HttpRequestMessage(HttpMethod.Post, scenario.Path)
            {
                Content = content,
                Version = scenario.IsGrpc ? HttpVersion.Version20 : HttpVersion.Version11,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            using var response = await client.SendAsync(request);
            var answer = await response.Content.ReadAsStringAsync();
            // A call of gRPC that fails has no message
            return response.IsSuccessStatusCode && answer.Length > 0 ? null : $"{(int)response.StatusCode} {answer}";
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return exception.Message;
        }
    }

    private static Process Start(string[] command, (string Name, string Value)[] environment)
    {
        var pinned = OperatingSystem.IsLinux() ? ["taskset", "-c", "0", .. command] : command;
        var start = new ProcessStartInfo(pinned[0], pinned[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ORT_DISABLE_TELEMETRY"] = "1" },
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new PeerException($"'{pinned[0]}' cannot be started: {exception.Message}");
        }
    }
}
