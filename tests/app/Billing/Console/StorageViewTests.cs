using Platform.Billing.Closing;
using Platform.Billing.Console.Accounts;
using Platform.Billing.Console.Metering;
using Platform.Billing.Plans;
using Platform.Billing.Rating;

namespace Platform.Billing.Tests.Console;

/// <summary>What the console says of storage, by the numbers that the invoice will have.</summary>
[Collection(PostgresCollection.Name)]
public sealed class StorageViewTests(PostgresServer postgres)
{
    private const long Gigabyte = 1_000_000_000, Cent = 10_000_000_000;

    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Read_OfWhatIsKept_CountsTheHoursAndForecastsThatItStays(string kind)
    {
        var plan = Plan.Of() with { Meters = [Plan.Price(Meter.Storage, 20, Cent)] };
        await using var store = await Business.OpenAsync(kind, postgres, plan);
        await store.Lease.WriteAsync(
            transaction => StoredStore.SetAsync(transaction, "sub-1", "model", 2 * Gigabyte, Plan.Always.AddHours(20)), default);

        await using var connection = await store.Database.OpenAsync(default);
        var view = await PeriodReader.ReadAsync(
            connection, new Subscription("sub-1", "active", Hours.Of(Plan.Always), null, [new(Hours.Of(Plan.Always), plan)]),
            Plan.Always.AddHours(49));

        // 30 hours until now, and 724 of January
        var state = view.Meters.Single(one => one.Meter == Meter.Storage);
        Assert.Equal((60L, 20L, 1_448L), (state.Used, state.Included, state.Forecast));
        Assert.Equal((400_000L, 14_280_000L), (view.SpentMicros, view.ForecastMicros));
        Assert.Equal([("01-01", 8L), ("01-02", 48), ("01-03", 4)], view.Days.Select(day => ($"{day.Day:MM-dd}", day.ByteHours / Gigabyte)));
        Assert.Equal([8d, 48, 4], UsageChart.Of(view, Meter.Storage).Bars.Select(bar => (double)bar.Value));
        Assert.Empty(UsageChart.Of(view, Meter.Calls).Bars);
    }
}
