using Platform.Billing.Plans;
using Platform.Billing.Rating;

namespace Platform.Billing.Tests.Rating;

public sealed class StoredUsageTests
{
    private const long Gigabyte = 1_000_000_000;

    private static readonly Period _period = new(1000, 1100);
    private static readonly Phase[] _one = [new(900, Plan.Of())];

    [Fact]
    public void Of_LevelFromBefore_CountsFromThePeriodsStart()
        => Assert.Equal([(1000, 100 * 7)], Of(_one, new StoredLevel("records", 3, 7)));

    [Fact]
    public void Of_LevelsWithinThePeriod_EachHoldUntilTheNext() => Assert.Equal(
        [(1000, 20 * 5), (1030, 70 * 9)],
        Of(_one, new StoredLevel("a", 990, 5), new StoredLevel("a", 1020, 0), new StoredLevel("a", 1030, 9)));

    [Fact]
    public void Of_SeveralSources_CountsEachByItself() => Assert.Equal(
        [(1000, 100 * 5), (1050, 50 * 3)], Of(_one, new StoredLevel("a", 990, 5), new StoredLevel("b", 1050, 3)));

    [Fact]
    public void Of_SeveralPhases_IsCutWhereTheyBegin() => Assert.Equal(
        [(1010, 20 * 2), (1030, 70 * 2)], Of([new(1010, Plan.Of()), new(1030, Plan.Of(name: "large"))], new StoredLevel("a", 1, 2)));

    [Fact]
    public void Of_ASubscriptionThatEnds_StopsThere()
        => Assert.Equal([(1000, 30 * 2)], StoredUsage.Of([new StoredLevel("a", 1, 2)], _period, _one, 1030).Select(Shown));

    [Fact]
    public void Of_LevelsAfterThePeriod_CountsNothing() => Assert.Empty(Of(_one, new StoredLevel("a", 1100, 2)));

    /// <summary>However levels and phases lie, hours are counted once: the sum is that of each hour by itself.</summary>
    [Fact]
    public void Of_AnyLevelsAndPhases_AddsUpToTheSumOfTheHours()
    {
        var draws = new Forests.Tests.Draws(3);
        for (var round = 0; round < 200; round++)
        {
            var levels = Enumerable.Range(0, 1 + draws.Next(6)).Select(
                _ => new StoredLevel($"s{draws.Next(2)}", 950 + draws.Next(160), draws.Next(9)))
                .DistinctBy(level => (level.Source, level.FromHour)).OrderBy(level => level.FromHour).ToArray();
            Phase[] phases = [
                new(950, Plan.Of()),
                .. Enumerable.Range(0, draws.Next(3)).Select(n => new Phase(1000 + 20 * n + draws.Next(19), Plan.Of())),
            ];

            var expected = Enumerable.Range(1000, 100)
                .Sum(hour => levels.Where(level => level.FromHour <= hour).GroupBy(level => level.Source).Sum(same => same.Last().Bytes));

            Assert.Equal(expected, Of(phases, levels).Sum(usage => usage.ByteHours));
        }
    }

    /// <summary>
    /// A tenth of a gigabyte for a month, at two cents a gigabyte and month: by the hour it is less than 10⁻¹² of a cent a byte, and
    /// nothing is lost.
    /// </summary>
    [Fact]
    public void Rate_LittleThatIsKeptForLong_IsPricedExactlyAndRoundedOnce()
    {
        var plan = Plan.Of() with { Meters = [Plan.Price(Meter.Storage, 1, 27_397_260)] };
        Phase[] phases = [new(900, plan)];
        var kept = StoredUsage.Of([new StoredLevel("records", 0, Gigabyte / 10 + 1)], _period, phases, long.MaxValue);

        var line = Rater.Rate(_period, phases, [.. kept], []).Single();

        // 10.0000001 gigabyte-hours, of which one is included
        Assert.Equal(("storage", 10 * Gigabyte + 100, Gigabyte, 27_397_260L), (line.Item, line.Quantity, line.Included, line.PricePico));
        Assert.Equal((Int128)246_575_343, line.ExactPico);
    }

    [Fact]
    public void Rate_GraduatedStorage_GivesEachGigabyteHourThePriceOfItsTier()
    {
        var plan = Plan.Of() with { Meters = [new MeterPrice(Meter.Storage, 0, [new PriceTier(5, 10), new PriceTier(3)])] };

        Assert.Equal(
            10 * 5 + 90 * 3,
            Rater.Rate(_period, [new(900, plan)], [new HourlyUsage(1000, 0, 0, 0, 0, 0, 100 * Gigabyte)], []).Single().ExactPico);
    }

    private static IEnumerable<(long Hour, long ByteHours)> Of(Phase[] phases, params StoredLevel[] levels)
        => StoredUsage.Of(levels, _period, phases, long.MaxValue).Select(Shown).OrderBy(usage => usage.Hour);

    private static (long Hour, long ByteHours) Shown(HourlyUsage usage) => (usage.Hour, usage.ByteHours);
}
