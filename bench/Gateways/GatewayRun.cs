using System.Globalization;
using System.Text.Json;

namespace Platform.Bench.Gateways;

/// <summary>
/// Measures the local gateway, with the project's policies, against YARP alone with none, and its own limits. The backend shares the
/// second processor with the load; both have most of it to spare.
/// </summary>
internal static class GatewayRun
{
    private const string Answer = """{"label":[0],"probabilities":[[1,0,0]]}""";
    private const string Key = "the-key";
    private const string Ours = "gateway, 64 callers";
    private const string Yarp64 = "YARP alone, 64 callers";
    private const string One = "gateway, one caller";
    private const string Direct = "no gateway, one caller";
    private const int Starts = 3;
    private const long FlatRequests = 1_000_000;

    private static readonly JsonSerializerOptions _json = new() { WriteIndented = true };
    private static readonly Scenario _calls = new(
        "/inference/v1/predict", [("Ocp-Apim-Subscription-Key", Key), ("Content-Type", "application/json")], Requests.IrisFeatures.Body, 1);

    /// <returns>The exit code: 1 when a goal is missed.</returns>
    public static async Task<int> RunAsync(BenchOptions options)
    {
        LoadGenerator.Pin();
        var folder = Directory.CreateTempSubdirectory("bench-gateway");
        try
        {
            var (plan, crowded) = (Path.Combine(folder.FullName, "plan.json"), Path.Combine(folder.FullName, "crowded.json"));
            await File.WriteAllTextAsync(plan, GatewayPlan.Read().ToJsonString());
            var many = GatewayPlan.Read();
            GatewayPlan.Multiply(many, Crowd.Tiers);
            await File.WriteAllTextAsync(crowded, many.ToJsonString());
            var backend = Peer.FreePort();
            _ = BareServer.RunAsync(backend.ToString(CultureInfo.InvariantCulture), Answer);
            var gateway = Gateway(plan, backend);
            var isWanted = (string part) => part.Contains(options.Only);
            var results = isWanted("calls")
                ? await new Contest(options).RunAsync(Contestants(gateway, Yarp(backend)))
                : new Dictionary<string, Measured>();
            var goals = isWanted("calls") ? Goals(results).ToList() : [];
            if (isWanted("start"))
                goals.Add(new("start to ready, after the build", (await ReadyAsync(gateway)).TotalMilliseconds, 1_500, false, "0 ms"));
            if (isWanted("memory"))
                goals.Add(new(
                    "resident memory after another million requests, against before", await MemoryAsync(gateway), 1.05, false, "0.00×"));
            if (isWanted("crowd"))
                goals.AddRange(Goals(JsonSerializer.Deserialize<CrowdResult>(await Peer.RunAsync([.. Self, "crowd", crowded]))!));
            if (goals.Count == 0)
                throw new ArgumentException(
                    $"--only is '{options.Only}'; allowed with --gateway: what is in calls, start, memory or crowd");
            Report.Print(Console.Out, results, null, goals);
            if (options.Json is not null)
                await File.WriteAllTextAsync(options.Json, JsonSerializer.Serialize(new { results, goals }, _json));
            return goals.TrueForAll(goal => goal.IsReached) ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string[] Self => ["dotnet", Path.Combine(AppContext.BaseDirectory, "Platform.Bench.dll")];

    private static string[] Yarp(int backend) => [.. Self, "yarp", "PORT", $"http://127.0.0.1:{backend}"];

    // As it is built, not as a copy of it runs here
    private static string[] Gateway(string plan, int backend)
    => [
        "dotnet", Path.GetFullPath(Path.Combine(
            AppContext.BaseDirectory, "..", "..", "Platform.Gateway", Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')),
            "Platform.Gateway.dll")),
        "--urls", "http://127.0.0.1:PORT", "--Logging:LogLevel:Default", "Warning", "--Gateway:Plan", plan, "--Gateway:Customers:free", Key,
        $"--Gateway:Hosts:{GatewayPlan.BackendHost}", $"127.0.0.1:{backend}", "--Gateway:NamedValues:gateway-secret", "secret",
    ];

    private static Contestant[] Contestants(string[] gateway, string[] yarp)
    => [
        new(Ours, gateway, _calls),
        new(Yarp64, yarp, _calls),
        new(One, gateway, _calls with { Connections = 1 }),
        new("YARP alone, one caller", yarp, _calls with { Connections = 1 }),
        new(Direct, [.. Self, "bare", "PORT", Answer], _calls with { Connections = 1 }),
    ];

    private static async Task<TimeSpan> ReadyAsync(string[] gateway)
    {
        var ready = TimeSpan.MaxValue;
        for (var start = 0; start < Starts; start++)
            await using (var peer = await Peer.StartAsync(gateway, _calls))
                ready = peer.ReadyAfter < ready ? peer.ReadyAfter : ready;
        return ready;
    }

    // What the longest window remembers is there after a minute and a bit
    private static async Task<double> MemoryAsync(string[] gateway)
    {
        await using var peer = await Peer.StartAsync(gateway, _calls);
        LoadGenerator.Measure(_calls, peer, TimeSpan.FromSeconds(75));
        var before = peer.ResidentBytes;
        for (long sent = 0; sent < FlatRequests;)
            sent += LoadGenerator.Measure(_calls, peer, TimeSpan.FromSeconds(5)).Requests;
        Console.WriteLine(
            $"gateway, resident: {before / 1e6:N0} MB, {peer.ResidentBytes / 1e6:N0} MB after {FlatRequests / 1e6:N0} million "
            + "requests more");
        return (double)peer.ResidentBytes / before;
    }

    private static IEnumerable<Goal> Goals(IReadOnlyDictionary<string, Measured> results)
    {
        yield return new(
            "requests: YARP alone, with no policy", results.Ratio(Ours, Yarp64, slice => slice.RequestsPerSecond), 0.5, true, "0.00×");
        yield return new(
            "requests a second on one processor, at most", results.GetValueOrDefault(Ours)?.Most(slice => slice.RequestsPerSecond), 8_000,
            true, "#,##0");
        yield return new(
            "added at the median to a call",
            results.Compare(One, Direct, slice => slice.MedianMilliseconds, (through, straight) => (through - straight) * 1000), 150,
            false, "0 µs");
    }

    private static IEnumerable<Goal> Goals(CrowdResult crowd)
    {
        Console.WriteLine(
            $"calls a second: {crowd.One:N0} with one subscription, {crowd.First:N0} where each is a subscription's first, "
            + $"{crowd.Many:N0} among all");
        // The policies are a twentieth of a request's time: at a quarter of their speed, one among all takes a seventh longer
        yield return new(
            $"policies among {crowd.Subscriptions:N0} subscriptions of {Crowd.Tiers} tiers: with one alone", crowd.Many / crowd.One, 0.25,
            true, "0.00×");
        yield return new("memory of a subscription that calls", crowd.BytesEach, 2_048, false, "0 B");
    }
}
