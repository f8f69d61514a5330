using Platform.Evaluation.Rows;

namespace Platform.Evaluation.Statistics;

/// <summary>How the values of one column fare beside each other.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Groups">Of each value with enough rows.</param>
/// <param name="Left">Values with too few rows to say anything of.</param>
internal sealed record Fairness(string Column, Fairness.Group[] Groups, string[] Left)
{
    /// <summary>How both fare on the rows of one value.</summary>
    /// <param name="Value">The value, its rows and accuracies.</param>
    /// <param name="SaidCurrent">Share that the current version says to be of the last class.</param>
    /// <param name="SaidCandidate">The same of the candidate.</param>
    /// <param name="FoundCurrent">Of those of the last class, the share that the current version finds.</param>
    /// <param name="FoundCandidate">The same of the candidate.</param>
    internal sealed record Group(Cohort Value, double SaidCurrent, double SaidCandidate, double FoundCurrent, double FoundCandidate);

    /// <summary>Greatest difference of accuracy between two groups.</summary>
    public double GapOfCurrent => Gap(group => group.Value.Current);

    public double GapOfCandidate => Gap(group => group.Value.Candidate);

    /// <summary>Groups that the candidate serves worse than the current version does, which is shown.</summary>
    public IEnumerable<string> Worse => Groups.Where(group => group.Value.Difference.IsBelow).Select(group => group.Value.Name);

    public static Fairness Of(CohortColumn column, PairedAnswers answers)
    {
        var byValue = Enumerable.Range(0, answers.Truth.Length).GroupBy(row => column.Cells[row]).OrderBy(
            group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, Rows: group.ToArray())).ToList();
        var enough = byValue.Where(group => group.Rows.Length >= CohortTree.LeastRows).ToList();
        if (enough.Count > 50)
            throw new EvaluationException(
                $"the column '{column.Name}' has {enough.Count} values; groups are told apart by a column of 50 at most");
        return new(
            column.Name, [.. enough.Select(group => Of(group.Key, group.Rows, answers, enough.Count))],
            [.. byValue.Where(group => group.Rows.Length < CohortTree.LeastRows).Select(group => group.Key)]);
    }

    private static Group Of(string value, int[] rows, PairedAnswers answers, int parts)
    {
        var (truth, current, candidate) = answers;
        var last = current.Classes - 1;
        int[] ofLast = [.. rows.Where(row => truth[row] == last)];
        return new(
            Cohort.Of(value, rows, answers, parts), Share(current, rows), Share(candidate, rows), Share(current, ofLast),
            Share(candidate, ofLast));

        double Share(ClassAnswers version, int[] some) => some.Length == 0 ? 0 : some.Average(row => version.Labels[row] == last ? 1 : 0);
    }

    private double Gap(Func<Group, double> of) => Groups.Length == 0 ? 0 : Groups.Max(of) - Groups.Min(of);
}
