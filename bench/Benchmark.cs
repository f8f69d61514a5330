using System.Globalization;
using System.Text.Json;

namespace Platform.Bench;

/// <summary>Measures every server in turn, several rounds, and prints what the platform's reaches of each peer.</summary>
internal static class Benchmark
{
    private const string BareAnswer =
        """{"model_name":"iris","model_version":"1","outputs":[{"name":"label","datatype":"INT64","shape":[1],"data":[0]},{"name":"probabilities","datatype":"FP32","shape":[1,3],"data":[1,0,0]}]}""";

    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true };

    /// <returns>The exit code: 1 when a goal is missed.</returns>
    public static async Task<int> RunAsync(BenchOptions options)
    {
        LoadGenerator.Pin();
        using var files = await BenchFiles.PrepareAsync();
        var results = new SortedDictionary<string, Measurement>(StringComparer.Ordinal);
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var (name, command, scenario) in Candidates(files).Where(candidate => candidate.Name.Contains(options.Only)))
                await TryAsync($"round {round}: {name}", async () => Add(results, name, await MeasureAsync(command, scenario, options)));
            foreach (var (name, model, input, columns) in Loops(files).Where(loop => loop.Name.Contains(options.Only)))
                await TryAsync($"round {round}: {name}", async () => Add(results, name, await LoopAsync(files, model, input, columns)));
        }

        var goals = Goals.Of(results, options.Only).ToList();
        Footprint? footprint = null;
        if ("footprint".Contains(options.Only))
        {
            await TryAsync("footprint", async () => footprint = await FootprintRun.MeasureAsync(files.Server(files.Models), options.Requests * 1_000_000L));
            goals.AddRange(Goals.Of(footprint));
        }

        if (results.Count == 0 && goals.Count == 0)
            throw new ArgumentException($"--only is '{options.Only}'; allowed: what is in the name of a scenario, or footprint");
        Report.Print(Console.Out, results, footprint, goals);
        if (options.Json is not null)
            await File.WriteAllTextAsync(options.Json, JsonSerializer.Serialize(new { results, footprint, goals }, s_json));
        return goals.TrueForAll(goal => goal.IsReached) ? 0 : 1;
    }

    private static IEnumerable<(string Name, string[] Command, Scenario Scenario)> Candidates(BenchFiles files)
    {
        var many = Requests.Iris(1) with { Connections = 512 };
        yield return ("iris 1 row: platform", files.Server(files.Models), Requests.Iris(1));
        yield return ("iris 1 row: platform, process of its own", files.Server(files.IrisApart), Requests.Iris(1));
        yield return ("iris 1 row: platform, not metered", [.. files.Server(files.Models), "--Usage:Path", ""], Requests.Iris(1));
        // Who waits for the disk asks nothing: with as many callers as this, the processor and not their number is the limit
        yield return ("iris 1 row, 512 callers: platform, not metered", [.. files.Server(files.Models), "--Usage:Path", ""], many);
        yield return ("iris 1 row, 512 callers: platform, metered on disk first", [.. files.Server(files.Models), "--Usage:FlushBeforeResponse", "true"], many);
        var known = Requests.Iris(1) with { Headers = [.. Requests.Iris(1).Headers, ("x-subscription-id", "sub-1")] };
        yield return ("iris 1 row, calls kept: platform, none", files.Server(files.Models), known);
        yield return ("iris 1 row, calls kept: platform, one in ten", files.Keeping("sub-1"), known);
        yield return ("iris 1 row: bare Kestrel", [.. files.Self, "bare", "PORT", BareAnswer], Requests.Iris(1));
        yield return ("iris 1 row: Node", files.Node(files.Iris), Requests.Iris(1));
        yield return ("iris 1 row: platform /predict", files.Server(files.Models), Requests.IrisFeatures);
        yield return ("iris 1 row: FastAPI", files.FastApi, Requests.IrisFeatures);
        yield return ("iris 256 rows: platform JSON", files.Server(files.Models), Requests.Iris(256));
        yield return ("iris 256 rows: platform binary", files.Server(files.Models), Requests.IrisBinary(256));
        yield return ("iris 256 rows: Node JSON", files.Node(files.Iris), Requests.Iris(256));
        yield return ("iris 256 rows: Node JSON, merged forest", files.Node(files.IrisMerged), Requests.Iris(256));
        yield return ("iris 1 row: platform gRPC", files.GrpcServer(files.Models), Requests.IrisGrpc(1));
        yield return ("iris 1 row: bare gRPC", [.. files.Self, "bare-grpc", "PORT"], Requests.IrisGrpc(1));
        yield return ("iris 256 rows: platform gRPC", files.GrpcServer(files.Models), Requests.IrisGrpc(256));
        yield return ("mlp 1 row: platform", files.Server(files.Mlp), Requests.Mlp);
        yield return ("mlp 1 row: platform without batching", files.Server(files.MlpAlone), Requests.Mlp);
    }

    private static IEnumerable<(string Name, string Model, string Input, string Columns)> Loops(BenchFiles files)
    {
        yield return ("iris 256 rows: raw loop", files.Iris, "features", "4");
        yield return ("iris 256 rows: raw loop, merged forest", files.IrisMerged, "features", "4");
        yield return ("mlp 1 row: raw loop", Path.Combine(files.Mlp, "mlp", "1", "model.onnx"), "input", "512");
    }

    /// <summary>A peer that cannot be measured is said, and so are the goals that it leaves unmeasured.</summary>
    private static async Task TryAsync(string title, Func<Task> measure)
    {
        try
        {
            await measure();
        }
        catch (Exception exception) when (exception is PeerException or System.Net.Sockets.SocketException)
        {
            Console.WriteLine($"{title}: not measured, {exception.Message}");
        }
    }

    private static async Task<Measurement> MeasureAsync(string[] command, Scenario scenario, BenchOptions options)
    {
        await using var peer = await Peer.StartAsync(command, scenario);
        LoadGenerator.Measure(scenario, peer, TimeSpan.FromSeconds(options.WarmUp));
        return LoadGenerator.Measure(scenario, peer, TimeSpan.FromSeconds(options.Seconds));
    }

    private static async Task<Measurement> LoopAsync(BenchFiles files, string model, string input, string columns)
    {
        var printed = (await Peer.RunAsync([.. files.Self, "raw", model, input, columns])).Split(' ');
        var rows = double.Parse(printed[0], CultureInfo.InvariantCulture);
        return new Measurement(0, rows, rows, 0, 0, double.Parse(printed[1], CultureInfo.InvariantCulture));
    }

    private static void Add(SortedDictionary<string, Measurement> results, string name, Measurement measured)
    {
        Console.WriteLine($"{name}: {measured.RowsPerSecond:N0} rows/s, p99 {measured.P99Milliseconds:N1} ms, {measured.RowMicroseconds:N2} µs per row");
        results[name] = results.TryGetValue(name, out var best) ? best.BestOf(measured) : measured;
    }
}
