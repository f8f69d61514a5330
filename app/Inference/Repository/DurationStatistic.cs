namespace Platform.Inference.Repository;

/// <param name="Count">How often.</param>
/// <param name="Ns">Nanoseconds in all.</param>
internal sealed record DurationStatistic(long Count, long Ns)
{
    public static readonly DurationStatistic None = new(0, 0);

    public static DurationStatistic Of(long count, double seconds) => new(count, (long)(seconds * 1e9));
}
