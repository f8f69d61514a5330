using System.Globalization;
using Platform.Evaluation.Rows;
using Platform.Evaluation.Statistics;

namespace Platform.Evaluation.Tests.Statistics;

public sealed class CohortTests
{
    private const int Rows = 2_000;

    [Fact]
    public void Split_OfErrorsThatOneColumnTells_FindsIt()
    {
        var draws = new Draws(1);
        int[] ages = [.. Enumerable.Range(0, Rows).Select(_ => draws.Next(80))];
        string[] towns = [.. Enumerable.Range(0, Rows).Select(_ => new[] { "north", "south", "east" }[draws.Next(3)])];
        CohortColumn[] columns =
            [
                new("age", [.. ages.Select(age => age.ToString(CultureInfo.InvariantCulture))]), new("town", towns),
                new("noise", [.. ages.Select(_ => $"{draws.Next(9)}")]),
            ];

        bool[] isWrong = [.. towns.Select((town, row) => town == "south" && ages[row] >= 40 && draws.Next(10) < 9)];

        var parts = CohortTree.Split(columns, isWrong);

        var worst = parts.MaxBy(part => part.Rows.Average(row => isWrong[row] ? 1 : 0));
        Assert.Contains("town is south", worst.Name, StringComparison.Ordinal);
        // Of the thresholds that are tried, the one next to 40
        Assert.Matches("age ≥ (3[6-9]|4[0-4])", worst.Name);
        Assert.Equal(Rows, parts.Sum(part => part.Rows.Length));
        Assert.Equal(Enumerable.Range(0, Rows), parts.SelectMany(part => part.Rows).Order());
    }

    [Fact]
    public void Split_OfNoErrors_IsOnePart()
        => Assert.Equal(
            ["all"],
            CohortTree.Split([new("age", [.. Enumerable.Range(0, Rows).Select(row => $"{row}")])], new bool[Rows])
                .Select(part => part.Name));

    [Fact]
    public void Fairness_OfOneGroupServedWorse_NamesIt()
    {
        var (truth, current, candidate) = (new int[Rows], new ClassAnswers(Rows, 2, false), new ClassAnswers(Rows, 2, false));
        string[] groups = [.. Enumerable.Range(0, Rows).Select(row => row == 0 ? "one alone" : row % 2 == 0 ? "a" : "b")];
        for (var row = 0; row < Rows; row++)
        {
            truth[row] = row / 2 % 2;
            current.Labels[row] = row % 10 < 2 ? 1 - truth[row] : truth[row];
            candidate.Labels[row] = groups[row] == "b" && row % 10 < 6 ? 1 - truth[row] : truth[row];
        }

        var fairness = Fairness.Of(new("town", groups), new(truth, current, candidate));

        Assert.Equal(["b"], fairness.Worse);
        Assert.Equal(["one alone"], fairness.Left);
        Assert.Equal(0.6, fairness.GapOfCandidate, 0.001);
        // Better on the whole, and worse all the same
        var verdict = Verdicts.Of(new(new(0.1, 0.05, 0.15), null, null), fairness);
        Assert.Equal((Verdict.Worse, "its accuracy is less where town is b"), verdict);
    }

    [Fact]
    public void Fairness_OfTooManyGroups_IsRefused()
    {
        string[] groups = [.. Enumerable.Range(0, 51 * 50).Select(row => $"{row / 50}")];

        var refused = Assert.Throws<EvaluationException>(() => Fairness.Of(
            new("zip", groups), new(new int[groups.Length], new(groups.Length, 2, false), new(groups.Length, 2, false))));

        Assert.Equal("the column 'zip' has 51 values; groups are told apart by a column of 50 at most", refused.Message);
    }
}
