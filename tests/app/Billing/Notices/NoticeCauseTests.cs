using Platform.Billing.Charging;
using Platform.Billing.Notices;
using Platform.Billing.Payments;
using Platform.Payments.Http;

namespace Platform.Billing.Tests.Notices;

/// <summary>What happens is written down for the customer once, with what is known and nothing else.</summary>
[Collection(PostgresCollection.Name)]
public sealed class NoticeCauseTests(PostgresServer postgres)
{
    private const string List = "SELECT kind, id FROM notice ORDER BY at, id";

    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Work_InvoiceFailureSuspensionAndReturn_AreEachWrittenOnce(string kind)
    {
        await using var shop = await Business.ShopAsync(kind, postgres);
        await shop.Server.FailAsync(Fault.Declined, 4);
        foreach (var day in new[] { 0, 3, 4, 7 })
        {
            shop.Store.Time.Advance(TimeSpan.FromDays(day));
            await shop.ChargeAsync();
            await shop.ChargeAsync();
        }

        Assert.Equal(
            "InvoiceIssued invoice/2026-000001 | PaymentFailed payment/INVOICE-1 | PaymentFailed payment/INVOICE-2 | PaymentFailed "
            + "payment/INVOICE-3 | PaymentFailed payment/INVOICE-4 | Suspended suspended/sub-1/1771117200000",
            await ListAsync(shop));

        shop.Store.Time.Advance(TimeSpan.FromMinutes(1));
        var method = await shop.Server.MethodAsync();
        await shop.WriteAsync(async transaction =>
        {
            await MethodStore.AddAsync(
                transaction, "m-2", "a-1", shop.Server.Provider.Name,
                (new MethodStart("setup-2", shop.Server.Address), shop.Store.Time.GetUtcNow()));
            await MethodStore.ApproveAsync(transaction, "m-2", method);
        });
        await shop.ChargeAsync();
        await shop.ChargeAsync();

        Assert.Equal("active", await shop.SubscriptionAsync());
        Assert.Equal(1, await shop.ScalarAsync("SELECT COUNT(*) FROM notice WHERE kind = 'ActiveAgain'"));
        Assert.Equal(7, await shop.ScalarAsync("SELECT COUNT(*) FROM notice"));
        await shop.AssertInvariantsAsync();
    }

    [Fact]
    public async Task Work_WhoNeverPays_IsToldThatItEnded()
    {
        await using var shop = await Business.ShopAsync("sqlite", postgres);
        await shop.Server.FailAsync(Fault.Declined, 9);
        for (var day = 0; day <= 31; day++)
        {
            await shop.ChargeAsync();
            shop.Store.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(
            """{"invoice":"2026-000001","amountMicros":34510000,"currency":"EUR","exponent":2,"due":"2026-02-15T01:00:00+00:00"}""",
            await shop.TextAsync("SELECT facts FROM notice WHERE kind = 'Ended'"));
    }

    [Fact]
    public async Task Work_InvoiceOverNothing_IsNoNews()
    {
        var store = await Business.OpenAsync("sqlite", postgres, Plan.Of());
        store.Time.Advance(TimeSpan.FromHours(31 * 24 + 1));
        await Business.WorkAsync(store);
        await using var shop = await Shop.OpenAsync(store);

        Assert.Equal("1 0", await shop.TextAsync("SELECT (SELECT COUNT(*) FROM invoice) AS a, (SELECT COUNT(*) FROM notice) AS b"));
    }

    [SkippableTheory, InlineData("sqlite"), InlineData("postgres")]
    public async Task Quota_AsUsageGrows_IsSaidAt80And100PercentOnce(string kind)
    {
        var store = await Business.OpenAsync(kind, postgres, Plan.Of(includedCalls: 10));
        var (quota, log) = (new QuotaWatch(store.Database, store.Lease, store.Time), new LogFile(store.Logs, "a.jsonl"));
        var seen = new List<string>();
        foreach (var calls in new[] { 7, 1, 1, 1, 5 })
        {
            log.Call(count: calls);
            await Business.IngestAsync(store);
            quota.Called(["sub-1", "sub-unknown"]);
            store.Time.Advance(QuotaWatch.Every);
            Assert.True(await store.Lease.TryHoldAsync(default));
            await quota.RunAsync(default);
            await quota.RunAsync(default);
            seen.Add($"{await CountAsync(store, "QuotaNear")}{await CountAsync(store, "QuotaReached")}");
        }

        Assert.Equal(["00", "10", "10", "11", "11"], seen);
        await using var shop = await Shop.OpenAsync(store);
        Assert.Equal(
            """quota/sub-1/490896/calls/100 {"meter":"calls","used":10,"included":10,"until":"2026-02-01T00:00:00+00:00"} | """
            + """quota/sub-1/490896/calls/80 {"meter":"calls","used":8,"included":10,"until":"2026-02-01T00:00:00+00:00"}""",
            await shop.TextAsync("SELECT id, facts FROM notice ORDER BY id"));
    }

    [Fact]
    public async Task Quota_OfWhatIsKept_IsSaidThoughNobodyCalls()
    {
        var plan = Plan.Of() with { Meters = [Plan.Price(Billing.Plans.Meter.Storage, 10, 1)] };
        await using var store = await Business.OpenAsync("sqlite", postgres, plan);
        var quota = new QuotaWatch(store.Database, store.Lease, store.Time);
        await quota.RunAsync(default);
        await store.Lease.WriteAsync(
            transaction => Billing.Closing.StoredStore.SetAsync(transaction, "sub-1", "records", 1_000_000_000, store.Time.GetUtcNow()),
            default);
        var seen = new List<string>();
        for (var hour = 1; hour <= 12; hour++)
        {
            store.Time.Advance(TimeSpan.FromHours(1));
            Assert.True(await store.Lease.TryHoldAsync(default));
            await quota.RunAsync(default);
            seen.Add($"{await CountAsync(store, "QuotaNear")}{await CountAsync(store, "QuotaReached")}");
        }

        // The hour that runs counts as a whole
        Assert.Equal([.. Enumerable.Repeat("00", 6), "10", "10", "11", "11", "11", "11"], seen);
    }

    [Fact]
    public async Task Quota_OfANewProcess_LooksAtEverybody()
    {
        await using var store = await Business.OpenAsync("sqlite", postgres, Plan.Of(includedCalls: 10));
        _ = new LogFile(store.Logs, "a.jsonl").Call(count: 12);
        await Business.IngestAsync(store);

        await new QuotaWatch(store.Database, store.Lease, store.Time).RunAsync(default);

        Assert.Equal((0, 1), (await CountAsync(store, "QuotaNear"), await CountAsync(store, "QuotaReached")));
    }

    [Fact]
    public async Task Quota_OfTheNextPeriod_BeginsAnew()
    {
        await using var store = await Business.OpenAsync("sqlite", postgres, Plan.Of(includedCalls: 10));
        var log = new LogFile(store.Logs, "a.jsonl").Call(count: 12);
        foreach (var at in new[] { 0, 31 * 24 })
        {
            if (at > 0)
                log.Call(at, count: 8);
            store.Time.Advance(TimeSpan.FromHours(at));
            Assert.True(await store.Lease.TryHoldAsync(default));
            await Business.IngestAsync(store);
            await new QuotaWatch(store.Database, store.Lease, store.Time).RunAsync(default);
        }

        Assert.Equal((1, 1), (await CountAsync(store, "QuotaNear"), await CountAsync(store, "QuotaReached")));
    }

    private static async Task<string> ListAsync(Shop shop)
    {
        var invoice = await shop.TextAsync("SELECT id FROM invoice");
        return (await shop.TextAsync(List)).Replace(invoice, "INVOICE", StringComparison.Ordinal);
    }

    private static async Task<int> CountAsync(TestStore store, string kind)
    {
        await using var connection = await store.Database.OpenAsync(default);
        return (int)await Dapper.SqlMapper.ExecuteScalarAsync<long>(
            connection, "SELECT COUNT(*) FROM notice WHERE kind = @kind", new { kind });
    }
}
