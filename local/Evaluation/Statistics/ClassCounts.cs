namespace Platform.Evaluation.Statistics;

/// <summary>How a class fares.</summary>
/// <param name="Rows">Rows that are of it.</param>
/// <param name="Said">Rows that are said to be.</param>
/// <param name="Right">Rows of which both holds.</param>
internal sealed record ClassCounts(int Rows, int Said, int Right)
{
    /// <summary>Of those said, how many are; 0 where none is said.</summary>
    public double Precision => Said == 0 ? 0 : (double)Right / Said;

    /// <summary>Of those there are, how many are said; 0 where there are none.</summary>
    public double Recall => Rows == 0 ? 0 : (double)Right / Rows;

    /// <summary>Of each class, in their order.</summary>
    public static ClassCounts[] Of(int[] truth, ClassAnswers answers)
    {
        var (rows, said, right) = (new int[answers.Classes], new int[answers.Classes], new int[answers.Classes]);
        for (var row = 0; row < truth.Length; row++)
        {
            rows[truth[row]]++;
            if (answers.Labels[row] >= 0)
                said[answers.Labels[row]]++;
            if (answers.Labels[row] == truth[row])
                right[truth[row]]++;
        }

        return [.. rows.Select((count, each) => new ClassCounts(count, said[each], right[each]))];
    }
}
