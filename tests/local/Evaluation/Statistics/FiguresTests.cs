using System.Globalization;
using Platform.Evaluation.Statistics;

namespace Platform.Evaluation.Tests.Statistics;

/// <summary>The figures of a classifier, beside scikit-learn's own.</summary>
public sealed class FiguresTests
{
    private const double Exact = 1e-12;
    private static readonly ReferenceFigures _expected = ReferenceFigures.Read();

    [Fact]
    public void Figures_OfThreeClasses_AreScikitLearns()
    {
        var figures = ClassFigures.Of(_expected.Truth, _expected.Answers());

        Assert.Equal(_expected.Accuracy, figures.Accuracy, Exact);
        Assert.Equal(_expected.BalancedAccuracy, figures.BalancedAccuracy, Exact);
        Assert.Equal(_expected.LogLoss, figures.LogLoss!.Value, 1e-9);
        Assert.Equal(_expected.CalibrationError, figures.CalibrationError!.Value, Exact);
    }

    [Fact]
    public void Classes_OfThree_HaveScikitLearnsPrecisionAndRecall()
    {
        var classes = ClassCounts.Of(_expected.Truth, _expected.Answers());

        Assert.Equal(_expected.Precision, classes.Select(each => each.Precision), Near);
        Assert.Equal(_expected.Recall, classes.Select(each => each.Recall), Near);
    }

    [Fact]
    public void Calibration_OfThreeClasses_HasScikitLearnsBins()
    {
        var bins = Calibration.Of(_expected.Truth, _expected.Answers()).Where(bin => bin.Rows > 0).ToList();

        Assert.Equal(_expected.BinRows, bins.Select(bin => bin.Rows));
        Assert.Equal(_expected.BinConfidences, bins.Select(bin => bin.Confidence), Near);
        Assert.Equal(_expected.BinAccuracies, bins.Select(bin => bin.Accuracy), Near);
    }

    [Fact]
    public void Quantiles_OfTheNormalDistribution_AreScipys()
        => Assert.All(
            _expected.Quantiles,
            each => Assert.Equal(each.Value, Normal.Quantile(double.Parse(each.Key, CultureInfo.InvariantCulture)), 1e-8));

    [Fact]
    public void Interval_OfPairs_IsScipys()
    {
        var interval = Interval.OfPairs([.. _expected.Pairs.Select(each => (double)each)], Normal.Quantile(0.975));

        Assert.Equal(_expected.PairsLow, interval.Low, 1e-8);
        Assert.Equal(_expected.PairsHigh, interval.High, 1e-8);
    }

    [Fact]
    public void Figures_OfAClassThatIsNeverSaidOrNeverThere_AreNumbers()
    {
        var answers = new ClassAnswers(4, 3, HasProbabilities: false);

        var classes = ClassCounts.Of([0, 0, 1, 0], answers);

        Assert.Equal([0.75, 0, 0], classes.Select(each => each.Precision));
        Assert.Equal([1, 0, 0], classes.Select(each => each.Recall));
        Assert.Equal(new ClassFigures(0.75, 0.5, null, null), ClassFigures.Of([0, 0, 1, 0], answers));
    }

    private static bool Near(double one, double other) => Math.Abs(one - other) < Exact;
}
