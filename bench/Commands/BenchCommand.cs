using System.CommandLine;
using Platform.Bench.Gateways;
using Platform.Bench.Hostile;
using Platform.Verbs;

namespace Platform.Bench.Commands;

/// <summary><c>bench</c>: the server; or the gateway, or hostile requests, instead.</summary>
internal static class BenchCommand
{
    private const int MostSeconds = 3600, MostRounds = 100, MostMinutes = 60, MostMillions = 10_000;

    public static Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
        => VerbProgram.RunAsync([Create()], args, new InvocationConfiguration { Output = output, Error = errors });

    private static Command Create()
    {
        var usual = new BenchOptions();
        var seconds = Number("--seconds", "N", "of each measurement", usual.Seconds, MostSeconds);
        var warmUp = Number("--warm-up", "SECONDS", "of load before each", usual.WarmUp, MostSeconds);
        var rounds = Number("--rounds", "N", "the one in the middle counts", usual.Rounds, MostRounds);
        var requests = Number("--requests", "MILLIONS", "sent to see whether resident memory stays flat", usual.Requests, MostMillions);
        var only = Options.Text("--only", "NAME", "what has this in its name");
        var json = Options.Text("--json", "FILE", "the results, besides the table");
        var gateway = Options.Switch("--gateway", "instead: the local gateway against YARP alone, and its limits");
        var hostile = Options.Switch(
            "--hostile", "instead: whether a server of 512 MB lives through hostile requests, and what others notice");
        var minutes = Number("--minutes", "N", "of hostile requests", usual.Minutes, MostMinutes);
        var each = Options.Switch("--each", "of hostile requests one kind after the other, and what each costs");
        var command = Verb.Bench.ToCommand(seconds, warmUp, rounds, requests, only, json, gateway, hostile, minutes, each);
        command.SetAction((result, _) =>
        {
            var options = new BenchOptions
            {
                Seconds = result.GetValue(seconds), WarmUp = result.GetValue(warmUp), Rounds = result.GetValue(rounds),
                Requests = result.GetValue(requests), Only = result.GetValue(only) ?? "", Json = result.GetValue(json),
                Minutes = result.GetValue(minutes), Each = result.GetValue(each),
            };
            return result.GetValue(gateway)
                ? GatewayRun.RunAsync(options)
                : result.GetValue(hostile) ? HostileRun.RunAsync(options) : Benchmark.RunAsync(options);
        });
        return command;
    }

    private static Option<int> Number(string name, string value, string meaning, int usual, int most)
        => Options.Number(name, value, $"{meaning}, 1 to {most} (default {usual})", usual, (1, most));
}
