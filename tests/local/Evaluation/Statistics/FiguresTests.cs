using System.Globalization;
using Platform.Evaluation.Statistics;

namespace Platform.Evaluation.Tests.Statistics;

/// <summary>The figures of a classifier, beside scikit-learn's own.</summary>
public sealed class FiguresTests
{
    private const double Exact = 1e-12;
    private static readonly ReferenceFigures s_expected = ReferenceFigures.Read();

    [Fact]
    public void Figures_OfThreeClasses_AreScikitLearns()
    {
        var figures = ClassFigures.Of(s_expected.Truth, s_expected.Answers());

        Assert.Equal(s_expected.Accuracy, figures.Accuracy, Exact);
        Assert.Equal(s_expected.BalancedAccuracy, figures.BalancedAccuracy, Exact);
        Assert.Equal(s_expected.LogLoss, figures.LogLoss!.Value, 1e-9);
        Assert.Equal(s_expected.CalibrationError, figures.CalibrationError!.Value, Exact);
    }

    [Fact]
    public void Classes_OfThree_HaveScikitLearnsPrecisionAndRecall()
    {
        var classes = ClassCounts.Of(s_expected.Truth, s_expected.Answers());

        Assert.Equal(s_expected.Precision, classes.Select(each => each.Precision), Near);
        Assert.Equal(s_expected.Recall, classes.Select(each => each.Recall), Near);
    }

    [Fact]
    public void Calibration_OfThreeClasses_HasScikitLearnsBins()
    {
        var bins = Calibration.Of(s_expected.Truth, s_expected.Answers()).Where(bin => bin.Rows > 0).ToList();

        Assert.Equal(s_expected.BinRows, bins.Select(bin => bin.Rows));
        Assert.Equal(s_expected.BinConfidences, bins.Select(bin => bin.Confidence), Near);
        Assert.Equal(s_expected.BinAccuracies, bins.Select(bin => bin.Accuracy), Near);
    }

    [Fact]
    public void Quantiles_OfTheNormalDistribution_AreScipys() =>
        Assert.All(s_expected.Quantiles, each => Assert.Equal(each.Value, Normal.Quantile(double.Parse(each.Key, CultureInfo.InvariantCulture)), 1e-8));

    [Fact]
    public void Interval_OfPairs_IsScipys()
    {
        var interval = Interval.OfPairs([.. s_expected.Pairs.Select(each => (double)each)], Normal.Quantile(0.975));

        Assert.Equal(s_expected.PairsLow, interval.Low, 1e-8);
        Assert.Equal(s_expected.PairsHigh, interval.High, 1e-8);
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
