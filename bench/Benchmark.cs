using System.Globalization;
using System.Text.Json;

namespace Platform.Bench;

/// <summary>Measures every server in turn, several rounds, and prints what the platform's reaches of each peer.</summary>
internal static class Benchmark
{
    private const string BareAnswer =
        """{"model_name":"iris","model_version":"1","outputs":[{"name":"label","datatype":"INT64","shape":[1],"data":[0]}"""
        + """,{"name":"probabilities","datatype":"FP32","shape":[1,3],"data":[1,0,0]}]}""";

    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true };

    /// <returns>The exit code: 1 when a goal is missed.</returns>
    public static async Task<int> RunAsync(BenchOptions options)
    {
        LoadGenerator.Pin();
        using var files = await BenchFiles.PrepareAsync();
        var contest = new Contest(options);
        var results = new SortedDictionary<string, Measured>(StringComparer.Ordinal);
        foreach (var contestants in Contests(files))
            foreach (var (name, measured) in await contest.RunAsync(contestants.Where(one => one.Name.Contains(options.Only))))
                results[name] = measured;

        var goals = Goals.Of(results, options.Only).ToList();
        Footprint? footprint = null;
        if ("footprint".Contains(options.Only))
        {
            await Contest.TryAsync(
                "footprint",
                async () => footprint = await FootprintRun.MeasureAsync(files.Server(files.Models), options.Requests * 1_000_000L));
            goals.AddRange(Goals.Of(footprint));
        }

        if (results.Count == 0 && goals.Count == 0)
            throw new ArgumentException($"--only is '{options.Only}'; allowed: what is in the name of a scenario, or footprint");
        Report.Print(Console.Out, results, footprint, goals);
        if (options.Json is not null)
            await File.WriteAllTextAsync(options.Json, JsonSerializer.Serialize(new { results, footprint, goals }, _json));
        return goals.TrueForAll(goal => goal.IsReached) ? 0 : 1;
    }

    /// <summary>Those that are compared are in one contest.</summary>
    private static Contestant[][] Contests(BenchFiles files)
    {
        var many = Requests.Iris(1) with { Connections = 512 };
        var (known, other, keeping) = (Requests.IrisOf("sub-1"), Requests.IrisOf("sub-2"), files.Keeping("sub-1"));
        return
        [
            [
                new("iris 1 row: platform", files.Server(files.Models), Requests.Iris(1)),
                new("iris 1 row: platform, process of its own", files.Server(files.IrisApart), Requests.Iris(1)),
                new("iris 1 row: bare Kestrel", [.. files.Self, "bare", "PORT", BareAnswer], Requests.Iris(1)),
                new("iris 1 row: Node", files.Node(files.Iris), Requests.Iris(1)),
                new("iris 1 row: platform /predict", [.. files.Server(files.Models), "--Models:Default", "iris"], Requests.IrisFeatures),
                new("iris 1 row: FastAPI", files.FastApi, Requests.IrisFeatures),
            ],
            [
                new("iris 1 row, usage: platform, metered", files.Server(files.Models), known),
                new("iris 1 row, usage: platform, not metered", [.. files.Server(files.Models), "--Usage:Path", ""], known),
            ],
            [
                // Who waits for the disk asks nothing: with as many callers as this, the processor and not their number is the limit
                new("iris 1 row, 512 callers: platform, not metered", [.. files.Server(files.Models), "--Usage:Path", ""], many),
                new(
                    "iris 1 row, 512 callers: platform, metered on disk first",
                    [.. files.Server(files.Models), "--Usage:FlushBeforeResponse", "true"], many),
            ],
            [
                new("iris 1 row, calls kept: platform, none", keeping, other),
                new("iris 1 row, calls kept: platform, one in ten", keeping, known),
            ],
            [
                new("iris 256 rows: platform JSON", files.Server(files.Models), Requests.Iris(256)),
                new("iris 256 rows: platform binary", files.Server(files.Models), Requests.IrisBinary(256)),
                new("iris 256 rows: platform gRPC", files.GrpcServer(files.Models), Requests.IrisGrpc(256)),
                new("iris 256 rows: Node JSON", files.Node(files.Iris), Requests.Iris(256)),
                new("iris 256 rows: Node JSON, merged forest", files.Node(files.IrisMerged), Requests.Iris(256)),
                Loop("iris 256 rows: raw loop", files, files.Iris, "features", 4),
                Loop("iris 256 rows: raw loop, merged forest", files, files.IrisMerged, "features", 4),
            ],
            [
                new("iris 1 row: platform gRPC", files.GrpcServer(files.Models), Requests.IrisGrpc(1)),
                new("iris 1 row: bare gRPC", [.. files.Self, "bare-grpc", "PORT"], Requests.IrisGrpc(1)),
            ],
            [
                new("mlp 1 row: platform", files.Server(files.Mlp), Requests.Mlp),
                new("mlp 1 row: platform without batching", files.Server(files.MlpAlone), Requests.Mlp),
                Loop("mlp 1 row: raw loop", files, Path.Combine(files.Mlp, "mlp", "1", "model.onnx"), "input", 512),
            ],
        ];
    }

    private static Contestant Loop(string name, BenchFiles files, string model, string input, int columns)
        => new(name, [.. files.Self, "raw", model, input, columns.ToString(CultureInfo.InvariantCulture)], null);
}
