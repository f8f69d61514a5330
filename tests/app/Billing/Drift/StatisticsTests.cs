using Platform.Billing.Drift.Statistics;

namespace Platform.Billing.Tests.Drift;

/// <summary>Against values of tables, and of SciPy.</summary>
public sealed class StatisticsTests
{
    [Theory]
    [InlineData(1, 3.841459, 0.05)]
    [InlineData(10, 18.307038, 0.05)]
    [InlineData(9, 27.877165, 0.001)]
    [InlineData(2, 0.1, 0.951229)]
    [InlineData(99, 99, 0.481097)]
    [InlineData(5, 0, 1)]
    public void Upper_OfHalvesOfChiSquare_IsItsTail(int degrees, double value, double tail)
        => Assert.Equal(tail, Gamma.Upper(degrees / 2d, value / 2), 5);

    [Fact]
    public void Statistics_OfAShapeThatIsTheReferences_AreNothing()
    {
        var shape = new Shape([.25, .25, .5], [250, 250, 500]);

        Assert.Equal((0, 0), (Divergence.Psi(shape), Divergence.JensenShannon(shape)));
        Assert.Equal((0, 1), Significance.ChiSquare(shape, 1000));
        Assert.Equal((0, 1), Significance.KolmogorovSmirnov(shape, 1000));
    }

    [Fact]
    public void Statistics_OfAKnownShape_AreAsCountedByHand()
    {
        var shape = new Shape([.5, .5], [800, 200]);

        Assert.Equal((.3 * Math.Log(1.6)) - (.3 * Math.Log(.4)), Divergence.Psi(shape), 12);
        // 0.5 (0.5 log2(0.5/0.65) + 0.8 log2(0.8/0.65)) + 0.5 (0.5 log2(0.5/0.35) + 0.2 log2(0.2/0.35)), and its root
        Assert.Equal(0.27038, Divergence.JensenShannon(shape), 4);
        Assert.Equal(0.3, Significance.KolmogorovSmirnov(shape, 1000).Distance, 12);
        Assert.Equal(197.802198, Significance.ChiSquare(shape, 1000).Value, 6);
    }

    [Fact]
    public void Of_PartsOfWhichFewAreExpected_ArePutTogether()
    {
        var numbers = Shape.Of([.5, .01, .48, .01], [50, 1, 47, 2], 0, areNumbers: true);
        var texts = Shape.Of([.01, .5, .01, .48], [3, 50, 1, 40], 6, areNumbers: false);

        Assert.Equal((2, "50,50"), (numbers.Seen.Count, string.Join(',', numbers.Seen)));
        Assert.Equal((2, "50,50"), (texts.Seen.Count, string.Join(',', texts.Seen)));
        Assert.Equal(1, texts.Expected.Sum(), 12);
    }

    [Fact]
    public void Proportions_OfSharesThatDiffer_AreSignificantWhereThereAreEnough()
    {
        Assert.Equal(1, Significance.Proportions((0, 100), (0, 1000)));
        Assert.InRange(Significance.Proportions((0.2, 250), (0.02, 12_000)), 0, 1e-9);
        Assert.InRange(Significance.Proportions((0.025, 250), (0.02, 12_000)), 0.1, 1);
    }
}
