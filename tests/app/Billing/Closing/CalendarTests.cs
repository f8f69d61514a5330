using System.Globalization;
using Platform.Billing.Customers;
using Platform.Billing.Rating;

namespace Platform.Billing.Tests.Closing;

/// <summary>
/// Months in UTC, whatever the customer's clock says and does: github.com/killbill/killbill/pull/1856 and getlago/lago-api/pull/879 had two
/// invoices or none where a day had 23 or 25 hours.
/// </summary>
[Collection(PostgresCollection.Name)]
public sealed class CalendarTests(PostgresServer postgres)
{
    private const int Months = 24;

    /// <summary>
    /// Midnights of customers: the 31st in Tonga, and both nights in which clocks change in Los Angeles and Juneau; and a day that most
    /// years have not.
    /// </summary>
    [Theory]
    [InlineData("2026-01-30T11:00Z")]
    [InlineData("2026-03-08T08:00Z")]
    [InlineData("2026-03-08T09:00Z")]
    [InlineData("2026-10-31T23:59Z")]
    [InlineData("2026-11-01T08:00Z")]
    [InlineData("2028-02-29T00:00Z")]
    public async Task Months_OfTwoYears_AreTwentyFourInvoicesThatTouch(string began)
    {
        await using var store = await Business.OpenAsync("sqlite", postgres, Plan.Of(10_000_000));
        store.Time.SetUtcNow(DateTimeOffset.Parse(began, CultureInfo.InvariantCulture));
        Assert.True(await store.Lease.TryHoldAsync(default));
        var start = Hours.Of(store.Time.GetUtcNow());
        await store.Lease.WriteAsync(
            async transaction =>
            {
                await CustomerStore.CancelAsync(transaction, "sub-1", Plan.Always);
                await CustomerStore.SubscribeAsync(transaction, "sub-2", Business.Ada.Id, "basic", store.Time.GetUtcNow());
                return true;
            },
            default);
        var end = Period.Of(start, Months - 1).End;

        // Rounds come at all hours of all days
        for (; Hours.Of(store.Time.GetUtcNow()) <= end; store.Time.Advance(TimeSpan.FromHours(233)))
            await Business.WorkAsync(store);
        store.Time.Advance(TimeSpan.FromHours(1));
        await Business.WorkAsync(store);

        await using var connection = await store.Database.OpenAsync(default);
        var periods = (await Dapper.SqlMapper.QueryAsync<(long Start, long End, long Net)>(
            connection,
            "SELECT p.start_hour, p.end_hour, i.net_micros FROM period p JOIN invoice i ON i.sid = p.sid AND i.period_start = "
            + "p.start_hour WHERE p.sid = 'sub-2' ORDER BY 1")).ToList();
        Assert.Equal(
            Enumerable.Range(0, Months).Select(month => Period.Of(start, month)),
            periods.Select(period => new Period(period.Start, period.End)));
        Assert.All(periods.Zip(periods.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.Start));
        Assert.All(periods, period => Assert.Equal(10_000_000, period.Net));
    }
}
