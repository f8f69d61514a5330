using System.Globalization;

namespace Platform.Bench;

/// <summary>Measures the server's <see cref="Footprint"/>.</summary>
internal static class FootprintRun
{
    private const int Starts = 3;
    private const long FirstRequests = 1_000_000;
    private static readonly Scenario _scenario = Requests.Iris(1);
    private static readonly TimeSpan _slice = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan _settle = TimeSpan.FromSeconds(10);

    /// <summary>The system counts processor time in hundredths of a second.</summary>
    private static readonly TimeSpan _idle = TimeSpan.FromSeconds(30);

    /// <param name="command">That starts the server.</param>
    /// <param name="requests">How many to send for the resident memory; at least the first million.</param>
    /// <exception cref="PeerException">The server failed.</exception>
    public static async Task<Footprint> MeasureAsync(string[] command, long requests)
    {
        var ready = TimeSpan.MaxValue;
        for (var i = 1; i < Starts; i++)
            await using (var started = await Peer.StartAsync(command, _scenario))
                ready = Min(ready, started.ReadyAfter);

        await using var peer = await Peer.StartAsync(command, _scenario);
        ready = Min(ready, peer.ReadyAfter);
        Send(peer, FirstRequests);
        var first = peer.ResidentBytes;
        var idle = await IdleAsync(peer);
        var allocatedBefore = await AllocatedAsync(peer);
        var counted = Send(peer, 1);
        var allocated = (await AllocatedAsync(peer) - allocatedBefore) / counted;
        var sent = FirstRequests + counted + Send(peer, requests - FirstRequests - counted);
        return new Footprint(ready.TotalMilliseconds, idle, allocated, first / 1e6, peer.ResidentBytes / 1e6, sent);
    }

    /// <summary>Sends at least so many requests, slice by slice over new connections.</summary>
    private static long Send(Peer peer, long requests)
    {
        long sent = 0;
        while (sent < requests)
            sent += LoadGenerator.Measure(_scenario, peer, _slice).Requests;
        return sent;
    }

    private static async Task<double> IdleAsync(Peer peer)
    {
        await Task.Delay(_settle);
        var before = peer.ProcessorTime;
        await Task.Delay(_idle);
        return (peer.ProcessorTime - before) / _idle * 100;
    }

    private static async Task<double> AllocatedAsync(Peer peer)
    {
        const string metric = "dotnet_gc_allocated_bytes_total ";
        using var client = new HttpClient();
        var page = await client.GetStringAsync($"http://127.0.0.1:{peer.Port}/metrics");
        var line = page.Split('\n').Single(line => line.StartsWith(metric, StringComparison.Ordinal));
        return double.Parse(line[metric.Length..], CultureInfo.InvariantCulture);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
