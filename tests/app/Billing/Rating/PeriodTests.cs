using Platform.Billing.Rating;

namespace Platform.Billing.Tests.Rating;

public sealed class PeriodTests
{
    [Theory]
    [InlineData("2026-01-31T13:00Z", "01-31 02-28 03-31 04-30 05-31 06-30 07-31 08-31 09-30 10-31 11-30 12-31 01-31")]
    [InlineData("2028-01-30T00:00Z", "01-30 02-29 03-30 04-30 05-30 06-30 07-30 08-30 09-30 10-30 11-30 12-30 01-30")]
    [InlineData("2026-06-01T23:00Z", "06-01 07-01 08-01 09-01 10-01 11-01 12-01 01-01 02-01 03-01 04-01 05-01 06-01")]
    public void Of_AnyAnchor_TouchesTheNextWithoutOverlap(string anchor, string days)
    {
        var start = DateTimeOffset.Parse(anchor, System.Globalization.CultureInfo.InvariantCulture);
        var hour = Hours.Of(start);

        var periods = Enumerable.Range(0, 12).Select(number => Period.Of(hour, number)).ToList();

        Assert.Equal(
            days.Split(' '), periods.Select(period => period.Start).Append(periods[^1].End).Select(at => $"{Hours.ToTime(at):MM-dd}"));
        Assert.All(periods.Zip(periods.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        Assert.All(periods, period => Assert.Equal(start.Hour, Hours.ToTime(period.Start).Hour));
    }

    [Fact]
    public void At_EveryHourOfTwoYears_IsThePeriodThatHoldsIt()
    {
        var anchor = Hours.Of(new DateTimeOffset(2026, 1, 31, 5, 0, 0, TimeSpan.Zero));
        for (var hour = anchor; hour < anchor + 2 * 366 * 24; hour++)
        {
            var period = Period.At(anchor, hour);
            Assert.True(period.Start <= hour && hour < period.End, $"hour {hour} is not in {period}");
        }
    }
}
