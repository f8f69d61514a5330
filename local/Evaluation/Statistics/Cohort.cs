namespace Platform.Evaluation.Statistics;

/// <summary>A part of the rows, and how both fare there.</summary>
/// <param name="Name">What its rows have in common.</param>
/// <param name="Rows">How many they are.</param>
/// <param name="Current">Accuracy of the version in service.</param>
/// <param name="Candidate">Accuracy of the candidate.</param>
/// <param name="Difference">Of the accuracies, wide enough that of all parts together one in twenty errs.</param>
internal sealed record Cohort(string Name, int Rows, double Current, double Candidate, Interval Difference)
{
    /// <param name="name">What its rows have in common.</param>
    /// <param name="rows">Which they are.</param>
    /// <param name="answers">To all rows.</param>
    /// <param name="parts">How many parts are looked at (Bonferroni).</param>
    public static Cohort Of(string name, IReadOnlyCollection<int> rows, PairedAnswers answers, int parts)
    {
        double[] differences = [.. rows.Select(row => (double)(Is(answers.Candidate, row) - Is(answers.Current, row)))];
        return new(
            name, rows.Count, rows.Average(row => Is(answers.Current, row)), rows.Average(row => Is(answers.Candidate, row)),
            Interval.OfPairs(differences, Normal.Quantile(1 - 0.025 / Math.Max(1, parts))));

        int Is(ClassAnswers version, int row) => version.Labels[row] == answers.Truth[row] ? 1 : 0;
    }
}
