using Platform.Evaluation.Statistics;

namespace Platform.Evaluation.Tests.Statistics;

public sealed class BootstrapTests
{
    private const int Rows = 400;

    [Fact]
    public void Bootstrap_OfTheSameAnswers_SaysThatNothingDiffers()
    {
        var figures = ReferenceFigures.Read();

        var differences = Bootstrap.Of(new(figures.Truth, figures.Answers(), figures.Answers()), seed: 1);

        Assert.Equal(new Bootstrap(new(0, 0, 0), new(0, 0, 0), new(0, 0, 0)), differences);
    }

    [Fact]
    public void Bootstrap_OfTheSameSeed_IsTheSame_AndOfAnotherNearlySo()
    {
        var (truth, current, candidate) = Draw(0.7, 0.8, seed: 3);

        var first = Bootstrap.Of(new(truth, current, candidate), seed: 1);

        Assert.Equal(first, Bootstrap.Of(new(truth, current, candidate), seed: 1));
        var second = Bootstrap.Of(new(truth, current, candidate), seed: 2);
        Assert.NotEqual(first, second);
        Assert.Equal(first.Accuracy.Low, second.Accuracy.Low, 0.01);
    }

    [Fact]
    public void Bootstrap_OfManyRows_ComesNearTheNormalInterval()
    {
        var (truth, current, candidate) = Draw(0.7, 0.8, seed: 4);
        double[] pairs = [
            .. truth.Select((position, row) => (candidate.Labels[row] == position ? 1.0 : 0) - (current.Labels[row] == position ? 1.0 : 0)),
        ];

        var (drawn, normal) = (Bootstrap.Of(new(truth, current, candidate), seed: 1).Accuracy,
            Interval.OfPairs(pairs, Normal.Quantile(0.975)));

        Assert.Equal(normal.Difference, drawn.Difference, 1e-12);
        Assert.Equal(normal.Low, drawn.Low, 0.01);
        Assert.Equal(normal.High, drawn.High, 0.01);
    }

    [Fact]
    public void Bootstrap_OfEquals_ErrsInAboutOneOfTwenty()
    {
        var wrong = Enumerable.Range(0, 200).Count(seed =>
        {
            var (truth, current, candidate) = Draw(0.75, 0.75, seed);
            var interval = Bootstrap.Of(new(truth, current, candidate), seed).Accuracy;
            return interval.IsAbove || interval.IsBelow;
        });

        Assert.InRange(wrong, 2, 20);
    }

    private static (int[] Truth, ClassAnswers Current, ClassAnswers Candidate) Draw(double current, double candidate, int seed)
    {
        var draws = new Draws(seed);
        int[] truth = [.. Enumerable.Range(0, Rows).Select(_ => draws.Next(2))];
        return (truth, Answers(current), Answers(candidate));

        ClassAnswers Answers(double accuracy)
        {
            var answers = new ClassAnswers(Rows, 2, HasProbabilities: false);
            for (var row = 0; row < Rows; row++)
                answers.Labels[row] = draws.Next(1_000_000) < accuracy * 1_000_000 ? truth[row] : 1 - truth[row];
            return answers;
        }
    }
}
