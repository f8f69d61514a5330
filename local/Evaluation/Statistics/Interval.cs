namespace Platform.Evaluation.Statistics;

/// <summary>A difference, candidate minus current, and between what it lies for sure enough.</summary>
/// <param name="Difference">As measured.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
internal sealed record Interval(double Difference, double Low, double High)
{
    public bool IsAbove => Low > 0;

    public bool IsBelow => High < 0;

    /// <summary>Of the mean of differences row by row, by the normal approximation.</summary>
    /// <param name="differences">One for each row; the same row answered by both.</param>
    /// <param name="deviations">How many standard errors to each side.</param>
    public static Interval OfPairs(IReadOnlyCollection<double> differences, double deviations)
    {
        var mean = differences.Average();
        var variance = differences.Count < 2 ? 0 : differences.Sum(each => (each - mean) * (each - mean)) / (differences.Count - 1);
        var reach = deviations * Math.Sqrt(variance / differences.Count);
        return new(mean, mean - reach, mean + reach);
    }
}
