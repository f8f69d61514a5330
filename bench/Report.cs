namespace Platform.Bench;

/// <summary>The table of ratios.</summary>
internal static class Report
{
    private static readonly (string Name, string Platform, string Peer, double Target)[] s_ratios =
    [
        ("iris, 1 row: Node", "iris 1 row: platform", "iris 1 row: Node", 1.5),
        ("iris, 1 row: FastAPI + scikit-learn", "iris 1 row: platform /predict", "iris 1 row: FastAPI", 60),
        ("iris, 1 row: bare Kestrel", "iris 1 row: platform", "iris 1 row: bare Kestrel", 0.6),
        ("iris, 256 rows, JSON: Node", "iris 256 rows: platform JSON", "iris 256 rows: Node JSON", 4),
        ("iris, 256 rows, binary: Node", "iris 256 rows: platform binary", "iris 256 rows: Node JSON", 10),
        ("iris, 256 rows, binary: raw loop", "iris 256 rows: platform binary", "iris 256 rows: raw loop", 0),
        ("MLP, 1 row: without batching", "mlp 1 row: platform", "mlp 1 row: platform without batching", 3),
        ("MLP, 1 row: raw loop at its best", "mlp 1 row: platform", "mlp 1 row: raw loop", 0.8),
    ];

    public static void Print(TextWriter target, IReadOnlyDictionary<string, Measurement> results)
    {
        target.WriteLine();
        target.WriteLine("| measured | rows/s | median ms | p99 ms | processor µs per row |");
        target.WriteLine("|---|---:|---:|---:|---:|");
        foreach (var (name, result) in results)
            target.WriteLine($"| {name} | {result.RowsPerSecond:N0} | {result.MedianMilliseconds:N2} | {result.P99Milliseconds:N2} | {result.RowMicroseconds:N1} |");
        target.WriteLine();
        target.WriteLine("| the platform against | ratio | to reach |");
        target.WriteLine("|---|---:|---:|");
        foreach (var (name, platform, peer, goal) in s_ratios)
            if (results.TryGetValue(platform, out var ours) && results.TryGetValue(peer, out var theirs))
                target.WriteLine($"| {name} | {ours.RowsPerSecond / theirs.RowsPerSecond:N2}× | {(goal == 0 ? "–" : $"{goal}×")} |");
    }
}
