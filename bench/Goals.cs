namespace Platform.Bench;

/// <summary>What the platform shall reach of its peers and of its own limits.</summary>
internal static class Goals
{
    private const string Ratio = "0.00×";
    private const string Iris = "iris 1 row: platform";
    private const string IrisNode = "iris 1 row: Node";
    private const string ManyNode = "iris 256 rows: Node JSON";

    private static readonly (string Name, string Platform, string Peer, double Target)[] _ratios =
    [
        ("iris, 1 row: Node", Iris, IrisNode, 1.5),
        ("iris, 1 row: FastAPI + scikit-learn", "iris 1 row: platform /predict", "iris 1 row: FastAPI", 60),
        ("iris, 1 row: bare Kestrel", Iris, "iris 1 row: bare Kestrel", 0.75),
        ("iris, 1 row, process of its own: in the server", "iris 1 row: platform, process of its own", Iris, 0.6),
        ("iris, 1 row, metered: not metered", "iris 1 row, usage: platform, metered", "iris 1 row, usage: platform, not metered", 0.97),
        ("iris, 1 row, metered on disk before the answer: not metered", "iris 1 row, 512 callers: platform, metered on disk first",
            "iris 1 row, 512 callers: platform, not metered", 0.85),
        ("iris, 1 row, one call in ten kept: none", "iris 1 row, calls kept: platform, one in ten",
            "iris 1 row, calls kept: platform, none", 0.98),
        ("iris, 256 rows, JSON: Node", "iris 256 rows: platform JSON", ManyNode, 4),
        ("iris, 256 rows, binary: Node", "iris 256 rows: platform binary", ManyNode, 10),
        ("iris, 1 row, gRPC: bare gRPC", "iris 1 row: platform gRPC", "iris 1 row: bare gRPC", 0.8),
        ("iris, 256 rows, gRPC: JSON", "iris 256 rows: platform gRPC", "iris 256 rows: platform JSON", 1),
        ("MLP, 1 row: without batching", "mlp 1 row: platform", "mlp 1 row: platform without batching", 3),
        ("MLP, 1 row: raw loop at its best", "mlp 1 row: platform", "mlp 1 row: raw loop", 0.8),
    ];

    /// <param name="results">By scenario; without those that could not be measured.</param>
    /// <param name="only">What is in the names of the scenarios that were to be measured: a goal that compares others is none of this
    /// run.</param>
    public static IEnumerable<Goal> Of(IReadOnlyDictionary<string, Measured> results, string only)
    {
        foreach (var (name, platform, peer, target) in _ratios)
            if (platform.Contains(only) && peer.Contains(only))
                yield return new Goal(name, results.Ratio(platform, peer, slice => slice.RowsPerSecond), target, true, Ratio);
        if (Iris.Contains(only) && IrisNode.Contains(only))
            yield return new Goal(
                "iris, 1 row: p99 against Node's", results.Ratio(Iris, IrisNode, slice => slice.P99Milliseconds), 1, false, Ratio);
    }

    /// <param name="footprint">Null where it could not be measured.</param>
    public static IEnumerable<Goal> Of(Footprint? footprint)
    => [
        new("start to ready, the shipped models", footprint?.ReadyMilliseconds, 1_000, false, "0 ms"),
        new("idle, of one processor", footprint?.IdlePercent, 0.5, false, "0.00' %'"),
        new("allocated per request", footprint?.AllocatedBytes, 1024, false, "0 B"),
        new(
            footprint is null ? "resident memory, against after the first million requests" :
                $"resident memory after {footprint.Requests / 1e6:N1} million requests, against after the first",
            footprint?.LastMegabytes / footprint?.FirstMegabytes, 1.05, false, Ratio),
    ];
}
