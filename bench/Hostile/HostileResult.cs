namespace Platform.Bench.Hostile;

/// <summary>What the server did beside hostile callers.</summary>
/// <param name="Attacks">How often each ended how.</param>
/// <param name="Quiet">Milliseconds of small requests while nobody attacks.</param>
/// <param name="Beside">The same while they do.</param>
/// <param name="Failed">Small requests that were not answered with 200, of both.</param>
/// <param name="HasEnded">Whether the server did not live through it.</param>
/// <param name="IsReady">Whether it says so afterwards.</param>
/// <param name="PeakMebibytes">The most resident memory that it had.</param>
internal sealed record HostileResult(
    Tally Attacks, List<double> Quiet, List<double> Beside, int Failed, bool HasEnded, bool IsReady, double PeakMebibytes)
{
    public const int Mebibytes = 512;

    public double QuietP99 => P99(Quiet);

    public double BesideP99 => P99(Beside);

    /// <param name="kinds">All attacks that there are.</param>
    public IEnumerable<Goal> Goals(int kinds)
    => [
        new(
            "small requests: p99 beside the hostile, against quiet", Quiet.Count == 0 || Beside.Count == 0 ? null : BesideP99 / QuietP99,
            2, false, "0.00×"),
        new($"small requests not answered, of {Quiet.Count + Beside.Count + Failed}", Failed, 0, false, "0"),
        new("end of the process", HasEnded ? 1 : 0, 0, false, "0"),
        new("ready afterwards", IsReady ? 1 : 0, 1, true, "0"),
        new("resident memory at its most", PeakMebibytes, Mebibytes, false, "0 MiB"),
        new($"wrong answers, of {Attacks.Count} attacks", Attacks.Wrong, 0, false, "0"),
        new("kinds of attacks that were made", Attacks.Outcomes.Count, kinds, true, "0"),
    ];

    public static double P99(List<double> milliseconds) => milliseconds.Order().ElementAt((int)(milliseconds.Count * 99L / 100));
}
