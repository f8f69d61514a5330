using System.Globalization;
using Platform.Evaluation.Rows;

namespace Platform.Evaluation.Statistics;

/// <summary>
/// Error analysis: splits the rows twice, each time by the column that tells best where the candidate is wrong, by the greatest gain of
/// information; the parts are the cohorts.
/// </summary>
internal static class CohortTree
{
    private const int Depth = 2;
    private const int Thresholds = 16;

    /// <summary>Rows that a part must have at least.</summary>
    public const int LeastRows = 50;

    /// <param name="columns">By which rows may be told apart.</param>
    /// <param name="isWrong">Of each row.</param>
    /// <returns>Each part by what its rows have in common; one part where no column tells anything.</returns>
    public static List<(string Name, int[] Rows)> Split(CohortColumn[] columns, bool[] isWrong)
    {
        var parts = new List<(string, int[])>();
        Walk([.. Enumerable.Range(0, isWrong.Length)], [], Depth);
        return parts;

        void Walk(int[] rows, string[] said, int left)
        {
            if (left == 0 || Best(columns, isWrong, rows) is not { } best)
            {
                parts.Add((said.Length == 0 ? "all" : string.Join(" and ", said), rows));
                return;
            }

            Walk([.. rows.Where(best.IsIn)], [.. said, best.In], left - 1);
            Walk([.. rows.Where(row => !best.IsIn(row))], [.. said, best.Out], left - 1);
        }
    }

    private sealed record Test(string In, string Out, Func<int, bool> IsIn);

    private static Test? Best(CohortColumn[] columns, bool[] isWrong, int[] rows)
    {
        var whole = rows.Length * Entropy(rows.Count(row => isWrong[row]), rows.Length);
        var (best, gain) = ((Test?)null, 1e-9 * rows.Length);
        foreach (var test in columns.SelectMany(column => Tests(column, rows)))
        {
            var (inside, wrongInside, wrong) = (0, 0, 0);
            foreach (var row in rows)
            {
                var isIn = test.IsIn(row);
                inside += isIn ? 1 : 0;
                wrong += isWrong[row] ? 1 : 0;
                wrongInside += isIn && isWrong[row] ? 1 : 0;
            }

            var outside = rows.Length - inside;
            if (inside < LeastRows || outside < LeastRows)
                continue;
            var gained = whole - inside * Entropy(wrongInside, inside) - outside * Entropy(wrong - wrongInside, outside);
            if (gained > gain)
                (best, gain) = (test, gained);
        }

        return best;
    }

    private static IEnumerable<Test> Tests(CohortColumn column, int[] rows)
    {
        if (column.Numbers is not { } numbers)
            return column.Cells.Distinct().Order(StringComparer.Ordinal).Take(100).Select(value => new Test(
                $"{column.Name} is {value}", $"{column.Name} is not {value}", row => column.Cells[row] == value));
        double[] sorted = [.. rows.Select(row => numbers[row]).Order()];
        var thresholds = Enumerable.Range(1, Thresholds - 1).Select(at => sorted[at * sorted.Length / Thresholds]).Distinct();
        return thresholds.Select(threshold => new Test(
            string.Create(CultureInfo.InvariantCulture, $"{column.Name} < {threshold:G6}"),
            string.Create(CultureInfo.InvariantCulture, $"{column.Name} ≥ {threshold:G6}"), row => numbers[row] < threshold));
    }

    private static double Entropy(int some, int all)
    {
        if (some == 0 || some == all)
            return 0;
        var share = (double)some / all;
        return -share * Math.Log(share) - (1 - share) * Math.Log(1 - share);
    }
}
