using System.Globalization;
using System.Net.Sockets;

namespace Platform.Bench;

/// <summary>
/// Measures contestants beside each other: all of them are started and warmed up, and then have a slice of time each, round after round.
/// They have it in short turns, and back again in every second one, so that it counts for nothing whose turn is first. Those that wait take
/// nothing from the one that is measured. Contestants of one command share a process: two processes of one server differ by some in a
/// hundred.
/// </summary>
internal sealed class Contest(BenchOptions options)
{
    /// <summary>Of each slice: a machine that others use too is now fast and now slow for some seconds.</summary>
    private const int Turns = 8;

    private readonly TimeSpan _warmUp = TimeSpan.FromSeconds(options.WarmUp);
    private readonly TimeSpan _turn = TimeSpan.FromSeconds(options.Seconds) / Turns;

    /// <returns>By name; without those that could not be measured, of which it is said why.</returns>
    public async Task<IReadOnlyDictionary<string, Measured>> RunAsync(IEnumerable<Contestant> contestants)
    {
        var (entries, peers) = (new List<Entry>(), new List<(string[] Command, Peer Peer)>());
        try
        {
            foreach (var contestant in contestants)
                await TryAsync(contestant.Name, async () => entries.Add(new Entry(contestant, await StartAsync(contestant, peers))));
            for (var round = 0; round < options.Rounds; round++)
                await RunRoundAsync(entries);
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

    /// <summary>Takes out whoever fails.</summary>
    private async Task RunRoundAsync(List<Entry> entries)
    {
        for (var turn = 0; turn < Turns; turn++)
            foreach (var entry in turn % 2 == 0 ? entries.ToList() : Enumerable.Reverse(entries).ToList())
                if (!await TryAsync(entry.Contestant.Name, () => TakeTurnAsync(entry, turn)))
                    entries.Remove(entry);
        foreach (var entry in entries.ToList())
            if (!await TryAsync(entry.Contestant.Name, () => Task.Run(entry.EndSlice)))
                entries.Remove(entry);
    }

    /// <summary>A command that is run anew has one turn in each round, in the middle of it, as it needs its own time.</summary>
    private async Task TakeTurnAsync(Entry entry, int turn)
    {
        if (entry.Peer is { } peer)
            entry.Turns.Add(LoadGenerator.Load(entry.Contestant.Scenario!, peer, _turn));
        else if (turn == Turns / 2)
            entry.Slices.Add(await RunAsync(entry.Contestant.Command));
    }

    private static async Task<Measurement> RunAsync(string[] command)
    {
        var printed = (await Peer.RunAsync(command)).Split(' ');
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

        /// <summary>Of the slice that has not ended.</summary>
        public List<Turn> Turns { get; } = [];

        public void EndSlice()
        {
            if (Turns.Count > 0)
                Slices.Add(Measurement.Of(Turns, Contestant.Scenario!.Rows));
            Turns.Clear();
        }
    }
}
