namespace Platform.Evaluation.Statistics;

/// <summary>How good answers are.</summary>
/// <param name="Accuracy">Share of rows whose class is right.</param>
/// <param name="BalancedAccuracy">Mean over the classes that occur of the share found.</param>
/// <param name="LogLoss">Mean of −ln of the probability of what is true; null without probabilities.</param>
/// <param name="CalibrationError">Expected calibration error, over <see cref="Calibration.Bins"/> bins; null without probabilities.</param>
internal sealed record ClassFigures(double Accuracy, double BalancedAccuracy, double? LogLoss, double? CalibrationError)
{
    /// <summary>A probability of nothing would cost without bound: what is smaller counts as this, as in scikit-learn 1.2.</summary>
    public const double LeastProbability = 1e-15;

    public static ClassFigures Of(int[] truth, ClassAnswers answers)
    {
        var classes = ClassCounts.Of(truth, answers);
        return new(
            Enumerable.Range(0, truth.Length).Count(row => answers.Labels[row] == truth[row]) / (double)truth.Length,
            classes.Where(each => each.Rows > 0).Average(each => each.Recall),
            answers.HasProbabilities ? LossesOf(truth, answers).Average() : null,
            answers.HasProbabilities ? Calibration.ErrorOf(Calibration.Of(truth, answers), truth.Length) : null);
    }

    /// <summary>The log loss of each row.</summary>
    public static double[] LossesOf(int[] truth, ClassAnswers answers)
        => [.. truth.Select((position, row) => -Math.Log(Math.Clamp(answers.Of(row)[position], LeastProbability, 1)))];
}
