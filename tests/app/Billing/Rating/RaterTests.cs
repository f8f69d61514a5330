using Platform.Billing.Money;
using Platform.Billing.Plans;
using Platform.Billing.Rating;

namespace Platform.Billing.Tests.Rating;

public sealed class RaterTests
{
    /// <summary>100 hours, so that shares are easy to see.</summary>
    private static readonly Period _period = new(1000, 1100);

    [Fact]
    public void Rate_UsageBeyondWhatIsIncluded_CostsThePriceOfEachCall()
    {
        var lines = Rate([new Phase(1000, Plan.Of(29_000_000, 1000, 200_000_000))], Calls(1000, 700), Calls(1099, 500));

        Assert.Equal(
            [
                new RatedLine("fixed", "basic", 1, 100, 0, null, 1_000_000, 29 * (Int128)Pico.PerUnit, 1000, 1100),
                new RatedLine("calls", "basic", 1, 1200, 1000, 200_000_000, 1_000_000, 200 * (Int128)200_000_000, 1000, 1100),
            ],
            lines);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10, 10 * 5)]
    [InlineData(11, 10 * 5 + 3)]
    [InlineData(30, 10 * 5 + 20 * 3)]
    [InlineData(31, 10 * 5 + 20 * 3 + 1)]
    [InlineData(1_000_000, 10 * 5 + 20 * 3 + 999_970)]
    public void Rate_GraduatedPrices_GiveEachUnitThePriceOfItsTier(long calls, long expected)
    {
        var plan = Plan.Of() with
        {
            Meters = [new MeterPrice(Meter.Calls, 0, [new PriceTier(5, 10), new PriceTier(3, 30), new PriceTier(1)])],
        };

        Assert.Equal(expected, Rate([new Phase(0, plan)], Calls(1050, calls)).Single().ExactPico);
    }

    [Fact]
    public void Rate_PlanChangedWithinThePeriod_SharesFeeAndIncludedByHours()
    {
        Phase[] phases = [new(900, Plan.Of(10_000_000, 100, 1, "small")), new(1025, Plan.Of(100_000_000, 1000, 1, "large"))];

        var lines = Rate(phases, Calls(1024, 40), Calls(1025, 40), Calls(1026, 1000));

        Assert.Equal(
            [("fixed", "small", 2_500_000 * (Int128)Pico.PerMicro, 25L, 0L), ("calls", "small", 15, 40, 25),
                ("fixed", "large", 75_000_000 * (Int128)Pico.PerMicro, 75, 0), ("calls", "large", 290, 1040, 750)],
            lines.Select(line => (line.Item, line.Plan, line.ExactPico, line.Quantity, line.Included)));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(99)]
    public void Rate_SamePlanInManyPhases_AddsUpToTheWhole(int phases)
    {
        var plan = Plan.Of(1_000_003, 1_000_003, 7);
        var many = Enumerable.Range(0, phases).Select(i => new Phase(1000 + i * 100 / phases, plan)).ToList();

        var lines = Rate([.. many], [.. Enumerable.Range(1000, 100).Select(hour => new HourlyUsage(hour, 20_000, 0, 0, 0, 0))]);

        Assert.Equal(1_000_003 * (Int128)Pico.PerMicro, Sum(lines, "fixed"));
        Assert.Equal(1_000_003, lines.Where(line => line.Item == "calls").Sum(line => line.Included));
        Assert.Equal((2_000_000 - 1_000_003) * (Int128)7, Sum(lines, "calls"));
    }

    [Fact]
    public void Rate_SubscriptionThatEnds_TakesTheFeeForItsHoursAlone()
        => Assert.Equal(
            30_000_000 * (Int128)Pico.PerMicro,
            Rater.Rate(_period, [new Phase(1000, Plan.Of(100_000_000))], [], [], ended: 1030)[0].ExactPico);

    [Fact]
    public void Rate_MillionCallsOfLessThanACent_AreExact()
    {
        // github.com/mitos-run/mitos/issues/662: each call rounded to nothing, so that nothing was ever billed.
        var usage = Enumerable.Range(0, 100).Select(i => Calls(1000 + i, 10_000)).ToArray();

        Assert.Equal(768_000_000_000 * (Int128)1, Rate([new Phase(0, Plan.Of(callPico: 768_000))], usage).Single().ExactPico);
    }

    [Fact]
    public void Rate_ComputeTime_IsPricedByTheMillisecondAndCountedInMicroseconds()
    {
        var plan = Plan.Of() with { Meters = [Plan.Price(Meter.Compute, 2, 5_000)] };

        Assert.Equal(
            (1_500 * (Int128)5, 2_000L),
            Rate([new Phase(0, plan)], new HourlyUsage(1000, 1, 1, 3_500, 0, 0)) is [var line] ? (line.ExactPico, line.Included) : default);
    }

    [Fact]
    public void Rate_EveryMeter_TakesItsOwnCount()
    {
        var plan = Plan.Of() with { Meters = [.. Enum.GetValues<Meter>().Select(meter => Plan.Price(meter, 0, 1_000))] };

        Assert.Equal(
            [("calls", 2L), ("rows", 3), ("compute", 5), ("tokensIn", 7), ("tokensOut", 11), ("storage", 13)],
            Rate([new Phase(0, plan)], new HourlyUsage(1000, 2, 3, 5, 7, 11, 13)).Select(line => (line.Item, line.Quantity)));
    }

    [Theory]
    [InlineData(1_250_000, 125)]
    [InlineData(1_000_000, 100)]
    [InlineData(333_333, 33)]
    [InlineData(335_000, 34)]
    public void Rate_PriceWithIndex_FollowsTheMonthsValue(long ppm, long expected)
    {
        var plan = Plan.Of() with { Meters = [new MeterPrice(Meter.Calls, 0, [new PriceTier(10)], "node-hour")] };

        var line = Rater.Rate(_period, [new Phase(0, plan)], [Calls(1000, 10)], [new IndexValue("node-hour", ppm)]).Single();

        Assert.Equal((expected, 10L, ppm), ((long)line.ExactPico, line.PricePico, line.IndexPpm));
    }

    [Fact]
    public void Rate_IndexWithoutAValue_SaysSo()
    {
        var plan = Plan.Of() with { Meters = [new MeterPrice(Meter.Calls, 0, [new PriceTier(10)], "node-hour")] };

        Assert.Equal(
            "meter 'calls' follows index 'node-hour', which has no value for the month; add it, then rate again",
            Assert.Throws<RatingException>(() => Rate([new Phase(0, plan)], Calls(1000, 1))).Message);
    }

    [Fact]
    public void Rate_UsageBeforeThePlan_IsNotGuessed() => Assert.Equal(
        "there is usage in hour 1004, in which the subscription has no plan",
        Assert.Throws<RatingException>(() => Rate([new Phase(1005, Plan.Of())], Calls(1004, 1))).Message);

    [Fact]
    public void Rate_PlansOfTwoCurrencies_AreRefused() => Assert.Equal(
        "the period from hour 1000 has plans in EUR and USD; a change of currency takes a new subscription",
        Assert.Throws<RatingException>(() => Rate([new Phase(0, Plan.Of()), new Phase(1005, Plan.Of(currency: "USD"))])).Message);

    [Fact]
    public void Rate_LargestCountsAndPrices_DoNotOverflow()
    {
        var plan = Plan.Of(callPico: 1_000_000_000_000_000);

        Assert.Equal(
            long.MaxValue * (Int128)1_000_000_000_000_000,
            Rater.Rate(_period, [new Phase(0, plan)], [Calls(1000, long.MaxValue)], []).Single().ExactPico);
    }

    private static IReadOnlyList<RatedLine> Rate(Phase[] phases, params HourlyUsage[] usage) => Rater.Rate(_period, phases, usage, []);

    private static HourlyUsage Calls(long hour, long calls) => new(hour, calls, 0, 0, 0, 0);

    private static Int128 Sum(IEnumerable<RatedLine> lines, string item)
        => lines.Where(line => line.Item == item).Aggregate(Int128.Zero, (sum, line) => sum + line.ExactPico);
}
