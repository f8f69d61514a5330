namespace Platform.Bench;

/// <summary>The tables.</summary>
internal static class Report
{
    public static void Print(
        TextWriter target, IReadOnlyDictionary<string, Measured> results, Footprint? footprint, IReadOnlyList<Goal> goals)
    {
        target.WriteLine();
        target.WriteLine("| measured, in the round in the middle | rows/s | at most | median ms | p99 ms | processor µs per row |");
        target.WriteLine("|---|---:|---:|---:|---:|---:|");
        foreach (var (name, result) in results)
            target.WriteLine(
                $"| {name} | {result.Median(slice => slice.RowsPerSecond):N0} | {result.Most(slice => slice.RowsPerSecond):N0} "
                    + $"| {result.Median(slice => slice.MedianMilliseconds):N2} | {result.Median(slice => slice.P99Milliseconds):N2} "
                    + $"| {result.Median(slice => slice.RowMicroseconds):N2} |");
        if (footprint is not null)
            target.WriteLine(
                $"\nResident: {footprint.FirstMegabytes:N0} MB after the first million requests, {footprint.LastMegabytes:N0} "
                + "MB after all.");
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
