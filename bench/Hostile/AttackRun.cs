using System.Globalization;
using System.Text.Json;

namespace Platform.Bench.Hostile;

/// <summary>
/// The hostile callers, in a process of their own, so that they can be given less of the processor than those whose requests are
/// measured. For each line on its standard input, a number of seconds and what the names of the attacks contain, they attack for so
/// long; then a line on its standard output says what came of it.
/// </summary>
internal static class AttackRun
{
    private const int Callers = 6;

    /// <summary>Of each round, whatever the time.</summary>
    private const int MostAttacks = 100_000;

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    public static async Task<int> RunAsync(int port, int grpcPort)
    {
        var all = Attacks.All();
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var (seconds, only) = line.Split(' ', 2) is [var number, var name] ? (number, name) : (line, "");
            var attacks = all.Where(attack => attack.Name.Contains(only, StringComparison.Ordinal)).ToList();
            using var time = new CancellationTokenSource(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
            var tally = new Tally();
            await Task.WhenAll(Enumerable.Range(0, Callers)
                .Select(caller => AttackAsync(attacks, caller * attacks.Count / Callers, (port, grpcPort), tally, time.Token)));
            Console.WriteLine(JsonSerializer.Serialize(tally.Outcomes));
        }

        return 0;
    }

    private static async Task AttackAsync(
        IReadOnlyList<Attack> attacks, int first, (int Http, int Grpc) ports, Tally tally, CancellationToken time)
    {
        for (var i = first; !time.IsCancellationRequested && tally.Count < MostAttacks; i++)
        {
            var attack = attacks[i % attacks.Count];
            tally.Add(attack, await OutcomeAsync(attack, attack.IsGrpc ? ports.Grpc : ports.Http));
            await Task.Delay(_pause, CancellationToken.None);
        }
    }

    private static async Task<string> OutcomeAsync(Attack attack, int port)
    {
        try
        {
            return await Attacker.RunAsync(attack, port);
        }
        catch (System.Net.Sockets.SocketException exception)
        {
            return exception.SocketErrorCode.ToString();
        }
    }
}
