using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Platform.Bench;

/// <summary>A server under test: a process of its own, pinned to the first processor where the system has taskset.</summary>
internal sealed class Peer : IAsyncDisposable
{
    private readonly Process _process;

    private readonly long _startedAt = Stopwatch.GetTimestamp();

    private Peer(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>From the start of its process to its first answer.</summary>
    public TimeSpan ReadyAfter { get; private set; }

    /// <summary>That it has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Starts a command, in which PORT stands for a free port, and waits until it answers.</summary>
    /// <exception cref="PeerException">It ended or did not answer.</exception>
    public static async Task<Peer> StartAsync(string[] command, Scenario scenario)
    {
        var port = FreePort();
        var words = command.Select(word => word.Replace("PORT", port.ToString())).ToArray();
        var peer = new Peer(Start(words), port);
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = TimeSpan.FromSeconds(30) };
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
            while (!await AnswersAsync(client, scenario))
            {
                if (peer._process.HasExited || limit.IsCancellationRequested)
                    throw new PeerException($"'{string.Join(' ', words)}' did not answer");
                await Task.Delay(5, limit.Token);
            }

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
    public static async Task<string> RunAsync(string[] command)
    {
        using var process = Start(command);
        return (await process.StandardOutput.ReadToEndAsync()).Trim();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Scenario scenario)
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
            // A call that fails has no message.
            return response.IsSuccessStatusCode && (await response.Content.ReadAsByteArrayAsync()).Length > 0;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static Process Start(string[] command)
    {
        var pinned = OperatingSystem.IsLinux() ? ["taskset", "-c", "0", .. command] : command;
        return Process.Start(new ProcessStartInfo(pinned[0], pinned[1..])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ORT_DISABLE_TELEMETRY"] = "1" },
        })!;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
