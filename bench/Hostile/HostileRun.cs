using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;

namespace Platform.Bench.Hostile;

/// <summary>
/// Sends small requests to a server that has what a small pod has, in turn alone and beside hostile callers, all on loopback: so many
/// minutes, and no more attacks than <see cref="AttackRun"/> makes. Or beside one kind of attack after the other, to see what each costs.
/// </summary>
internal static class HostileRun
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _quiet = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _settle = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan _each = TimeSpan.FromSeconds(4);
    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true };

    /// <returns>The exit code: 1 when a goal is missed.</returns>
    public static async Task<int> RunAsync(BenchOptions options)
    {
        LoadGenerator.Pin();
        using var files = await BenchFiles.PrepareServerAsync();
        await files.WriteHostileModelsAsync();
        var grpcPort = Peer.FreePort();
        await using var server = await Peer.StartAsync(
            files.SmallServer(grpcPort, HostileResult.Mebibytes), Requests.Iris(1), files.SmallHeap(HostileResult.Mebibytes));
        LoadGenerator.Measure(Requests.Iris(1), server, TimeSpan.FromSeconds(options.WarmUp));
        if (options.Each)
        {
            await MeasureEachAsync(files, server, grpcPort, options.Only);
            return server.HasEnded ? 1 : 0;
        }

        var result = await MeasureAsync(files, server, grpcPort, options.Minutes);
        var goals = result.Goals(Attacks.All().Count).ToList();
        Print(result, goals);
        if (options.Json is not null)
            await File.WriteAllTextAsync(
                options.Json, JsonSerializer.Serialize(new { result.Attacks.Outcomes, result.QuietP99, result.BesideP99, goals }, _json));
        return goals.TrueForAll(goal => goal.IsReached) ? 0 : 1;
    }

    private static async Task<HostileResult> MeasureAsync(BenchFiles files, Peer server, int grpcPort, int minutes)
    {
        using var attackers = StartAttackers(files, server.Port, grpcPort);
        using var small = new SmallRequests(server.Port);
        await small.SendAsync(_settle);
        using var memory = new MemoryWatch(server.ProcessId);
        var result = new HostileResult(new Tally(), [], [], 0, false, false, 0);
        for (var minute = 1; minute <= minutes && !server.HasEnded; minute++)
        {
            var (quiet, failedQuiet) = await small.SendAsync(_quiet);
            await attackers.StandardInput.WriteLineAsync((_minute - _quiet - _settle).TotalSeconds.ToString(CultureInfo.InvariantCulture));
            var (beside, failed) = await small.SendAsync(_minute - _quiet - _settle);
            result.Attacks.Add(await ToldAsync(attackers));
            result.Quiet.AddRange(quiet);
            result.Beside.AddRange(beside);
            result = result with { Failed = result.Failed + failedQuiet + failed, PeakMebibytes = memory.Most / (double)Bodies.Mebibyte };
            Console.WriteLine(
                $"minute {minute}: {result.Attacks.Count} attacks, p99 {result.QuietP99:N2} ms quiet and {result.BesideP99:N2} beside "
                + $"them, {result.PeakMebibytes:N0} MiB at most");
            await Task.Delay(_settle);
        }

        attackers.StandardInput.Close();
        await attackers.WaitForExitAsync();
        return result with { HasEnded = server.HasEnded, IsReady = await IsReadyAsync(server.Port) };
    }

    private static async Task MeasureEachAsync(BenchFiles files, Peer server, int grpcPort, string only)
    {
        using var attackers = StartAttackers(files, server.Port, grpcPort);
        using var small = new SmallRequests(server.Port);
        await small.SendAsync(_settle);
        Console.WriteLine(
            "| attack alone | made | ms of processor each | p99 ms of small requests | most ms | MiB at most | of its own at most |\n"
            + "|---|---:|---:|---:|---:|---:|---:|");
        foreach (var attack in Attacks.All().Where(attack => attack.Name.Contains(only, StringComparison.Ordinal)))
        {
            using var memory = new MemoryWatch(server.ProcessId);
            var used = server.ProcessorTime;
            await attackers.StandardInput.WriteLineAsync($"{_each.TotalSeconds.ToString(CultureInfo.InvariantCulture)} {attack.Name}");
            var (beside, _) = await small.SendAsync(_each);
            var made = (await ToldAsync(attackers)).Values.Sum(outcome => outcome.Values.Sum());
            Console.WriteLine(
                $"| {attack.Name} | {made} "
                + $"| {(server.ProcessorTime - used).TotalMilliseconds / Math.Max(1, made):N1} "
                + $"| {HostileResult.P99(beside):N1} | {beside.Max():N1} "
                + $"| {memory.Most >> 20:N0} | {memory.MostOwn >> 20:N0} |");
            if (server.HasEnded)
                break;
        }

        attackers.StandardInput.Close();
        await attackers.WaitForExitAsync();
    }

    /// <summary>What came of the attacks that they were told to make.</summary>
    private static async Task<Dictionary<string, SortedDictionary<string, int>>> ToldAsync(Process attackers)
    {
        var line = await attackers.StandardOutput.ReadLineAsync();
        return JsonSerializer.Deserialize<Dictionary<string, SortedDictionary<string, int>>>(line!)!;
    }

    private static Process StartAttackers(BenchFiles files, int port, int grpcPort) => Process.Start(new ProcessStartInfo(
        "nice",
        ["-n", "10", .. files.Self, "attack", port.ToString(CultureInfo.InvariantCulture), grpcPort.ToString(CultureInfo.InvariantCulture)])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    private static async Task<bool> IsReadyAsync(int port)
    {
        try
        {
            using var client = new HttpClient();
            return (await client.GetAsync($"http://127.0.0.1:{port}/v2/health/ready")).StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static void Print(HostileResult result, List<Goal> goals)
    {
        Console.WriteLine("\n| attack | how it ended, and how often; ! is wrong |\n|---|---|");
        foreach (var (attack, outcomes) in result.Attacks.Outcomes)
            Console.WriteLine($"| {attack} | {string.Join(", ", outcomes.Select(outcome => $"{outcome.Key}: {outcome.Value}"))} |");
        Report.Print(Console.Out, goals);
    }
}
