using Platform.Billing.Closing;
using Platform.Billing.Ingest;
using Platform.Billing.Invoices;
using Platform.Billing.Plans;
using Platform.Billing.Verification;

namespace Platform.Billing.Tests.Closing;

[Collection(PostgresCollection.Name)]
public sealed class AdjustmentTests(PostgresServer postgres)
{
    private const int January = 31 * 24;

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Adjustment_BeforeAndAfterThePeriodsEnd_IsBilledOnceAndVerified(string kind)
    {
        await using var store = await Business.OpenAsync(kind, postgres, Plan.Of(0, 10, 1_000_000_000_000));
        var log = new LogFile(store.Logs, "a.jsonl").Call(at: 5, count: 15).Mark(January + 1);
        store.Time.Advance(TimeSpan.FromHours(10));
        await Business.IngestAsync(store);
        await AdjustAsync(store, "early", 6, -2);
        store.Time.Advance(TimeSpan.FromHours(January - 9));
        await Business.WorkAsync(store);
        await AdjustAsync(store, "late", 7, -1);
        await AdjustAsync(store, "late", 7, -1);
        log.Call(at: January + 2, count: 12).Close(January + 28 * 24);
        store.Time.Advance(TimeSpan.FromHours(28 * 24));
        await Business.WorkAsync(store);

        Assert.Equal(["calls 13 3000000", "calls 12 2000000", "late:calls -1 -1000000"], await LinesAsync(store));
        Assert.Null(await store.VerifyAsync("2026-000001"));
        Assert.Null(await store.VerifyAsync("2026-000002"));
    }

    [Theory]
    [InlineData("sub-9", 5, -1, "there is no subscription 'sub-9'")]
    [InlineData("sub-1", 5, -16, "-16 calls cannot be added to the 15 of that period; expected another number than 0, and at least -15")]
    [InlineData("sub-1", 5, 0, "0 calls cannot be added to the 15 of that period; expected another number than 0, and at least -15")]
    [InlineData("sub-1", 500, 1, "subscription 'sub-1' has no usage at 2026-01-21 20:00:00Z; it runs from 2026-01-01 00:00:00Z to now")]
    public async Task Adjustment_ThatCannotBe_SaysWhy(string sid, int hour, long delta, string expected)
    {
        await using var store = await Business.OpenAsync("sqlite", postgres, Plan.Of(0, 10, 1_000_000_000_000));
        new LogFile(store.Logs, "a.jsonl").Call(at: 5, count: 15);
        store.Time.Advance(TimeSpan.FromHours(10));
        await Business.IngestAsync(store);

        Assert.Equal(expected, (await Assert.ThrowsAsync<AdjustmentException>(() => AdjustAsync(store, "x", hour, delta, sid))).Message);
    }

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Compaction_OfOldHours_ChangesNoInvoice(string kind)
    {
        var (gold, silver) = (Plan.Of(0, 0, 1_000_000_000_000), Plan.Of(0, 0, 3_000_000_000_000, "silver"));
        await using var store = await Business.OpenAsync(kind, postgres, gold, silver);
        var log = new LogFile(store.Logs, "a.jsonl");
        for (var hour = 0; hour < 100; hour++)
            log.Call(at: hour);
        store.Time.Advance(TimeSpan.FromHours(29));
        await store.Lease.WriteAsync(
            async transaction =>
            {
                await Billing.Customers.CustomerStore.ChangePlanAsync(
                    transaction, "sub-1", "silver", Billing.Customers.PlanChange.AtOnce, store.Time.GetUtcNow());
                return true;
            },
            default);
        store.Time.Advance(TimeSpan.FromDays(20));
        Assert.True(await store.Lease.TryHoldAsync(default));
        await Business.IngestAsync(store);

        await new UsageCompactor(store.Database, store.Lease, store.Time).RunAsync(default);

        // Four days and a bit, one of them in two parts
        Assert.Equal(["0", "24", "30", "48", "72", "96"], await HoursAsync(store));
        log.Close(January + 1);
        store.Time.Advance(TimeSpan.FromDays(12));
        await Business.WorkAsync(store);
        Assert.Equal(["calls 30 30000000", "calls 70 210000000"], await LinesAsync(store));
    }

    private static Task AdjustAsync(TestStore store, string id, int hour, long delta, string sid = "sub-1") => store.Lease.WriteAsync(
        transaction => UsageAdjustments.AddAsync(
            transaction, new UsageAdjustment(id, sid, Plan.Always.AddHours(hour), Meter.Calls, delta, "miscounted", "op"),
            store.Time.GetUtcNow()),
        default);

    private static async Task<IEnumerable<string>> LinesAsync(TestStore store)
    {
        await using var connection = await store.Database.OpenAsync(default);
        return (await Dapper.SqlMapper.QueryAsync<(string Item, long Quantity, long Amount)>(
            connection,
            "SELECT l.item, l.quantity, l.amount_micros FROM invoice_line l JOIN invoice i ON i.id = l.invoice ORDER BY i.number, l.n"))
            .Select(line => $"{line.Item} {line.Quantity} {line.Amount}");
    }

    private static async Task<IEnumerable<string>> HoursAsync(TestStore store)
    {
        await using var connection = await store.Database.OpenAsync(default);
        return (await Dapper.SqlMapper.QueryAsync<long>(connection, "SELECT hour FROM usage_total ORDER BY hour"))
            .Select(hour => $"{hour - Billing.Rating.Hours.Of(Plan.Always)}");
    }
}
