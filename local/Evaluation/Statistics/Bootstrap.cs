namespace Platform.Evaluation.Statistics;

/// <summary>
/// Paired bootstrap: rows are drawn anew, with both answers of each, many times; the interval holds the middle 95 % of the differences
/// (B. Efron and R. Tibshirani, An Introduction to the Bootstrap, 1993, the percentile method).
/// </summary>
/// <param name="Accuracy">Of the share that is right.</param>
/// <param name="LogLoss">Null without probabilities.</param>
/// <param name="CalibrationError">Null without probabilities.</param>
internal sealed record Bootstrap(Interval Accuracy, Interval? LogLoss, Interval? CalibrationError)
{
    public const int Resamples = 1_000;
    private const double Tail = 0.025;

    /// <param name="seed">The same intervals for the same one.</param>
    public static Bootstrap Of(PairedAnswers answers, int seed)
    {
        var (truth, current, candidate) = answers;
        var right = truth.Select((position, row) => Is(candidate.Labels[row] == position) - Is(current.Labels[row] == position)).ToArray();
        var hasProbabilities = current.HasProbabilities && candidate.HasProbabilities;
        var losses = hasProbabilities
            ? ClassFigures.LossesOf(truth, candidate).Zip(ClassFigures.LossesOf(truth, current), (mine, its) => mine - its).ToArray() : [];
        ((byte Bin, float Gap)[] Current, (byte Bin, float Gap)[] Candidate) gaps = hasProbabilities
            ? (Gaps(truth, current), Gaps(truth, candidate))
            : ([], []);
        var drawn = Enumerable.Range(0, Resamples).AsParallel().AsOrdered()
            .Select(resample => Resample(right, losses, gaps.Current, gaps.Candidate, new Draws(unchecked(seed * Resamples + resample))))
            .ToArray();
        var whole = Sum(right, losses, gaps.Current, gaps.Candidate);
        return new(
            Between(whole.Right, drawn.Select(each => each.Right)),
            hasProbabilities ? Between(whole.Loss, drawn.Select(each => each.Loss)) : null,
            hasProbabilities ? Between(whole.Calibration, drawn.Select(each => each.Calibration)) : null);
    }

    private static int Is(bool condition) => condition ? 1 : 0;

    private static (byte Bin, float Gap)[] Gaps(int[] truth, ClassAnswers answers) => [.. truth.Select((position, row) =>
    {
        var (bin, confidence, isRight) = Calibration.Place(answers.Of(row), position);
        return ((byte)bin, (float)(confidence - Is(isRight)));
    })];

    private static (double Right, double Loss, double Calibration) Resample(
        int[] right, double[] losses, (byte Bin, float Gap)[] current, (byte Bin, float Gap)[] candidate, Draws draws)
    {
        var sums = new Sums();
        for (var i = 0; i < right.Length; i++)
            sums.Add(draws.Next(right.Length), right, losses, current, candidate);
        return sums.Means(right.Length);
    }

    private static (double Right, double Loss, double Calibration) Sum(
        int[] right, double[] losses, (byte Bin, float Gap)[] current, (byte Bin, float Gap)[] candidate)
    {
        var sums = new Sums();
        for (var row = 0; row < right.Length; row++)
            sums.Add(row, right, losses, current, candidate);
        return sums.Means(right.Length);
    }

    private static Interval Between(double whole, IEnumerable<double> drawn)
    {
        double[] sorted = [.. drawn.Order()];
        return new(whole, sorted[(int)(Tail * sorted.Length)], sorted[^(int)(Tail * sorted.Length)]);
    }

    private sealed class Sums
    {
        private readonly double[] _current = new double[Calibration.Bins];
        private readonly double[] _candidate = new double[Calibration.Bins];
        private long _right;
        private double _loss;

        public void Add(int row, int[] right, double[] losses, (byte Bin, float Gap)[] current, (byte Bin, float Gap)[] candidate)
        {
            _right += right[row];
            if (losses.Length == 0)
                return;
            _loss += losses[row];
            _current[current[row].Bin] += current[row].Gap;
            _candidate[candidate[row].Bin] += candidate[row].Gap;
        }

        public (double Right, double Loss, double Calibration) Means(int rows)
            => ((double)_right / rows, _loss / rows, (_candidate.Sum(Math.Abs) - _current.Sum(Math.Abs)) / rows);
    }
}
