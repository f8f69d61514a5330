namespace Platform.Bench;

/// <summary>The goals whose peers and scenarios were measured.</summary>
internal static class Goals
{
    private const string Ratio = "0.00×";
    private const string Iris = "iris 1 row: platform";
    private const string IrisNode = "iris 1 row: Node";
    private const string ManyNode = "iris 256 rows: Node JSON";

    private static readonly (string Name, string Platform, string Peer, double Target)[] s_ratios =
    [
        ("iris, 1 row: Node", Iris, IrisNode, 1.5),
        ("iris, 1 row: FastAPI + scikit-learn", "iris 1 row: platform /predict", "iris 1 row: FastAPI", 60),
        ("iris, 1 row: bare Kestrel", Iris, "iris 1 row: bare Kestrel", 0.75),
        ("iris, 1 row, process of its own: in the server", "iris 1 row: platform, process of its own", Iris, 0.6),
        ("iris, 256 rows, JSON: Node", "iris 256 rows: platform JSON", ManyNode, 4),
        ("iris, 256 rows, binary: Node", "iris 256 rows: platform binary", ManyNode, 10),
        ("iris, 1 row, gRPC: bare gRPC", "iris 1 row: platform gRPC", "iris 1 row: bare gRPC", 0.8),
        ("iris, 256 rows, gRPC: JSON", "iris 256 rows: platform gRPC", "iris 256 rows: platform JSON", 1),
        ("MLP, 1 row: without batching", "mlp 1 row: platform", "mlp 1 row: platform without batching", 3),
        ("MLP, 1 row: raw loop at its best", "mlp 1 row: platform", "mlp 1 row: raw loop", 0.8),
    ];

    public static IEnumerable<Goal> Of(IReadOnlyDictionary<string, Measurement> results, Footprint? footprint)
    {
        foreach (var (name, platform, peer, target) in s_ratios)
            if (results.TryGetValue(platform, out var ours) && results.TryGetValue(peer, out var theirs))
                yield return new Goal(name, ours.RowsPerSecond / theirs.RowsPerSecond, target, true, Ratio);
        if (results.TryGetValue(Iris, out var iris) && results.TryGetValue(IrisNode, out var node))
            yield return new Goal("iris, 1 row: p99 against Node's", iris.P99Milliseconds / node.P99Milliseconds, 1, false, Ratio);
        if (footprint is null)
            yield break;
        yield return new Goal("start to ready, both shipped models", footprint.ReadyMilliseconds, 1_000, false, "0 ms");
        yield return new Goal("idle, of one processor", footprint.IdlePercent, 0.5, false, "0.00' %'");
        yield return new Goal("allocated per request", footprint.AllocatedBytes, 1024, false, "0 B");
        yield return new Goal(
            $"resident memory after {footprint.Requests / 1e6:N1} million requests, against after the first",
            footprint.LastMegabytes / footprint.FirstMegabytes, 1.05, false, Ratio);
    }
}
