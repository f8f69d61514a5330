using System.Globalization;
using System.Net.Sockets;

namespace Platform.Bench;

/// <summary>
/// Measures contestants beside each other: all of them are started and warmed up, and then have a slice of time each, in turn, round after
/// round, and back again in every second one, so that it counts for nothing whose turn is first. Those that wait take nothing from the one
/// that is measured. Contestants of one command share a process: two processes of one server differ by some in a hundred.
/// </summary>
internal sealed class Contest(BenchOptions options)
{
    private readonly TimeSpan _warmUp = TimeSpan.FromSeconds(options.WarmUp);
    private readonly TimeSpan _slice = TimeSpan.FromSeconds(options.Seconds);

    /// <returns>By name; without those that could not be measured, of which it is said why.</returns>
    public async Task<IReadOnlyDictionary<string, Measured>> RunAsync(IEnumerable<Contestant> contestants)
    {
        var (entries, peers) = (new List<Entry>(), new List<(string[] Command, Peer Peer)>());
        try
        {
            foreach (var contestant in contestants)
                await TryAsync(contestant.Name, async () => entries.Add(new Entry(contestant, await StartAsync(contestant, peers))));
            for (var round = 0; round < options.Rounds; round++)
                foreach (var entry in round % 2 == 0 ? entries.ToList() : Enumerable.Reverse(entries).ToList())
                    if (!await TryAsync(entry.Contestant.Name, async () => entry.Slices.Add(await SliceAsync(entry))))
                        entries.Remove(entry);
            return entries.ToDictionary(entry => entry.Contestant.Name, Tell);
        }
        finally
        {
            foreach (var (_, peer) in peers)
                await peer.DisposeAsync();
        }
    }

    /// <returns>Null for a command that is run anew each time.</returns>
    private async Task<Peer?> StartAsync(Contestant contestant, List<(string[] Command, Peer Peer)> peers)
    {
        if (contestant.Scenario is not { } scenario)
            return null;
        var peer = peers.Find(started => started.Command.SequenceEqual(contestant.Command)).Peer;
        if (peer is null)
            peers.Add((contestant.Command, peer = await Peer.StartAsync(contestant.Command, scenario)));
        LoadGenerator.Measure(scenario, peer, _warmUp);
        return peer;
    }

    private async Task<Measurement> SliceAsync(Entry entry)
    {
        if (entry.Peer is { } peer)
            return LoadGenerator.Measure(entry.Contestant.Scenario!, peer, _slice);
        var printed = (await Peer.RunAsync(entry.Contestant.Command)).Split(' ');
        var rows = double.Parse(printed[0], CultureInfo.InvariantCulture);
        return new Measurement(0, rows, rows, 0, 0, double.Parse(printed[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Whoever cannot be measured is said, and so are the goals that it leaves unmeasured.</summary>
    public static async Task<bool> TryAsync(string name, Func<Task> measure)
    {
        try
        {
            await measure();
            return true;
        }
        catch (Exception exception) when (exception is PeerException or SocketException)
        {
            Console.WriteLine($"{name}: not measured, {exception.Message}");
            return false;
        }
    }

    private static Measured Tell(Entry entry)
    {
        var measured = new Measured(entry.Slices);
        Console.WriteLine(
            $"{entry.Contestant.Name}: {measured.Median(slice => slice.RowsPerSecond):N0} rows/s, at most {measured.Most(
                slice => slice.RowsPerSecond):N0}, "
                + $"{measured.Median(slice => slice.RowMicroseconds):N2} µs per row");
        return measured;
    }

    private sealed record Entry(Contestant Contestant, Peer? Peer)
    {
        public List<Measurement> Slices { get; } = [];
    }
}
