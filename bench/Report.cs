namespace Platform.Bench;

/// <summary>The tables.</summary>
internal static class Report
{
    public static void Print(TextWriter target, IReadOnlyDictionary<string, Measurement> results, Footprint? footprint, IReadOnlyList<Goal> goals)
    {
        target.WriteLine();
        target.WriteLine("| measured | rows/s | median ms | p99 ms | processor µs per row |");
        target.WriteLine("|---|---:|---:|---:|---:|");
        foreach (var (name, result) in results)
            target.WriteLine($"| {name} | {result.RowsPerSecond:N0} | {result.MedianMilliseconds:N2} | {result.P99Milliseconds:N2} | {result.RowMicroseconds:N2} |");
        if (footprint is not null)
            target.WriteLine($"\nResident: {footprint.FirstMegabytes:N0} MB after the first million requests, {footprint.LastMegabytes:N0} MB after all.");
        Print(target, goals);
    }

    public static void Print(TextWriter target, IReadOnlyList<Goal> goals)
    {
        target.WriteLine();
        target.WriteLine("| the platform against | measured | to reach | reached |");
        target.WriteLine("|---|---:|---:|---|");
        foreach (var goal in goals)
            target.WriteLine(goal.Row);
    }
}
