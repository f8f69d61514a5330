namespace Platform.Bench.Tests;

public sealed class GoalsTests
{
    private const string Platform = "iris 1 row: platform";
    private const string Bare = "iris 1 row: bare Kestrel";

    [Theory]
    [InlineData(74_000, "| iris, 1 row: bare Kestrel | 0.74× | ≥ 0.75× | **no** |", false)]
    [InlineData(75_000, "| iris, 1 row: bare Kestrel | 0.75× | ≥ 0.75× | yes |", true)]
    public void Goal_OfTwoMeasurements_IsTheirRatio(double rate, string row, bool isReached)
    {
        var goal = Goal(new() { [Platform] = Of(rate), [Bare] = Of(100_000) }, "");

        Assert.Equal((row, isReached), (goal.Row, goal.IsReached));
    }

    [Fact]
    public void Goal_OfAMachineThatIsNowFastAndNowSlow_IsTheRatioOfTheRoundInTheMiddle()
    {
        var goal = Goal(new() { [Platform] = Of(80_000, 20_000, 8_000), [Bare] = Of(100_000, 100_000, 10_000) }, "");

        Assert.Equal("| iris, 1 row: bare Kestrel | 0.80× | ≥ 0.75× | yes |", goal.Row);
    }

    [Fact]
    public void Goal_OfAnEvenNumberOfRounds_IsBetweenTheTwoInTheMiddle()
    {
        var goal = Goal(new() { [Platform] = Of(70_000, 80_000), [Bare] = Of(100_000, 100_000) }, "");

        Assert.Equal("| iris, 1 row: bare Kestrel | 0.75× | ≥ 0.75× | yes |", goal.Row);
    }

    [Fact]
    public void Goal_WhosePeerIsMissing_IsSaidAndMissed()
    {
        var goal = Goal(new() { [Platform] = Of(75_000) }, "");

        Assert.Equal(("| iris, 1 row: bare Kestrel | not measured | ≥ 0.75× | **no** |", false), (goal.Row, goal.IsReached));
    }

    [Fact]
    public void Goals_OfSomeScenarios_AreThoseThatCompareThem()
        => Assert.Equal(
            ["iris, 256 rows, JSON: Node", "iris, 256 rows, binary: Node", "iris, 256 rows, gRPC: JSON"],
            Bench.Goals.Of(new Dictionary<string, Measured>(), "256 rows").Select(goal => goal.Name));

    [Fact]
    public void Goals_OfAFootprintThatIsMissing_AreMissed() => Assert.All(Bench.Goals.Of(null), goal => Assert.False(goal.IsReached));

    private static Goal Goal(Dictionary<string, Measured> results, string only)
        => Bench.Goals.Of(results, only).Single(goal => goal.Name == "iris, 1 row: bare Kestrel");

    private static Measured Of(params double[] rates) => new([.. rates.Select(rate => new Measurement(1, rate, rate, 1, 1, 1))]);
}
