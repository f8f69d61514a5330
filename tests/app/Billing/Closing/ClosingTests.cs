using Dapper;
using Platform.Billing.Closing;
using Platform.Billing.Customers;
using Platform.Billing.Invoices;
using Platform.Billing.Plans;

namespace Platform.Billing.Tests.Closing;

[Collection(PostgresCollection.Name)]
public sealed class ClosingTests(PostgresServer postgres)
{
    private const int January = 31 * 24;

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Month_OfCalls_IsInvoicedOnceToTheCent(string kind)
    {
        await using var store = await SubscribedAsync(kind, Plan.Of(29_000_000, 10, 200_000_000_000));
        new LogFile(store.Logs, "a.jsonl").Call(at: 5, count: 15).Close(January + 1);

        store.Time.Advance(TimeSpan.FromHours(January + 1));
        await WorkAsync(store);
        await WorkAsync(store);

        var invoice = await InvoiceAsync(store, 0);
        Assert.Equal(
            ("2026-000001", 30_000_000, 5_700_000, 35_700_000, 0),
            (invoice.Number, invoice.NetMicros, invoice.TaxMicros, invoice.TotalMicros, invoice.CarriedOutPico));
        Assert.Equal([("fixed", 29_000_000), ("calls", 1_000_000)], invoice.Lines.Select(line => (line.Item, line.AmountMicros)));
        Assert.Equal(1, await CountAsync(store, "invoice"));
        Assert.Equal([("receivable", 35_700_000), ("revenue", -30_000_000), ("tax", -5_700_000)], await BooksAsync(store));
    }

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Month_WithALogThatIsStillOpen_IsNotClosedOnAGuess(string kind)
    {
        await using var store = await SubscribedAsync(kind, Plan.Of(callPico: 1_000_000_000_000));
        var log = new LogFile(store.Logs, "a.jsonl").Call(at: 5).Mark(January - 1);
        store.Time.Advance(TimeSpan.FromHours(January + 1));
        await WorkAsync(store);
        Assert.Equal(0, await CountAsync(store, "period"));

        log.Call(at: January - 1).Mark(January);
        await WorkAsync(store);

        Assert.Equal(2_000_000, (await InvoiceAsync(store, 0)).NetMicros);
    }

    [Fact]
    public async Task Month_WithALogThatFellSilent_IsClosedAfterTwoHoursAndTheRestIsLate()
    {
        await using var store = await SubscribedAsync("sqlite", Plan.Of(callPico: 1_000_000_000_000));
        var log = new LogFile(store.Logs, "a.jsonl").Call(at: 5);
        store.Time.Advance(TimeSpan.FromHours(January));
        await WorkAsync(store);
        Assert.Equal(0, await CountAsync(store, "period"));
        store.Time.Advance(LogWatch.Patience + TimeSpan.FromMinutes(1));
        await WorkAsync(store);
        Assert.Equal(1_000_000, (await InvoiceAsync(store, 0)).NetMicros);

        log.Call(at: 6, count: 3).Close(January + 3);
        store.Time.Advance(TimeSpan.FromHours(28 * 24));
        await WorkAsync(store);

        var february = await InvoiceAsync(store, 1);
        Assert.Equal(
            [("calls", 0L, 0L), ("late:calls", 3, 3_000_000)],
            february.Lines.Select(line => (line.Item, line.Quantity, line.AmountMicros)));
        Assert.Equal(1_000_000, (await InvoiceAsync(store, 0)).NetMicros);
    }

    [Fact]
    public async Task Late_UsageOfAMonthWithIncludedCalls_UsesWhatWasLeftOfThem()
    {
        await using var store = await SubscribedAsync("sqlite", Plan.Of(0, 10, 1_000_000_000_000));
        var log = new LogFile(store.Logs, "a.jsonl").Call(at: 5, count: 8);
        await WorkAsync(store);
        store.Time.Advance(TimeSpan.FromHours(January) + LogWatch.Patience + TimeSpan.FromMinutes(1));
        await WorkAsync(store);

        log.Call(at: 6, count: 5).Close(January);
        store.Time.Advance(TimeSpan.FromHours(28 * 24));
        await WorkAsync(store);

        Assert.Equal(
            ("late:calls", 5L, 2L, 3_000_000L),
            (await InvoiceAsync(store, 1)).Lines.Where(line => line.Item != "calls")
                .Select(line => (line.Item, line.Quantity, line.Included, line.AmountMicros)).Single());
    }

    [Fact]
    public async Task Month_OfAChangedPlan_SharesBoth()
    {
        await using var store = await SubscribedAsync("sqlite", Plan.Of(31_000_000), Plan.Of(310_000_000, name: "large"));
        store.Time.Advance(TimeSpan.FromHours(24 * 10 - 1));
        await store.Lease.WriteAsync(transaction => DoAsync(
            () => CustomerStore.ChangePlanAsync(transaction, "sub-1", "large", PlanChange.AtOnce, store.Time.GetUtcNow())), default);
        store.Time.Advance(TimeSpan.FromHours(January));

        await WorkAsync(store);

        Assert.Equal(
            [10_000_000L, 210_000_000],
            (await InvoiceAsync(store, 0)).Lines.Where(line => line.Item == "fixed").Select(line => line.AmountMicros));
    }

    [Fact]
    public async Task Subscription_CancelledWithinAMonth_IsInvoicedForItsPartAndNoMore()
    {
        await using var store = await SubscribedAsync("sqlite", Plan.Of(31_000_000));
        store.Time.Advance(TimeSpan.FromHours(24 * 3 - 1));
        await store.Lease.WriteAsync(
            transaction => DoAsync(() => CustomerStore.CancelAsync(transaction, "sub-1", store.Time.GetUtcNow())), default);
        store.Time.Advance(TimeSpan.FromDays(100));

        await WorkAsync(store);

        Assert.Equal(3_000_000, (await InvoiceAsync(store, 0)).NetMicros);
        Assert.Equal(1, await CountAsync(store, "invoice"));
    }

    [Fact]
    public async Task Months_ThatWereMissed_AreCaughtUpInOrderWithNumbersWithoutGaps()
    {
        await using var store = await SubscribedAsync("sqlite", Plan.Of(1_234_567));
        store.Time.Advance(TimeSpan.FromDays(366));

        await WorkAsync(store);

        var numbers = await QueryAsync<string>(store, "SELECT number FROM invoice ORDER BY period_start");
        Assert.Equal(Enumerable.Range(1, 12).Select(n => $"2027-{n:D6}"), numbers);
        Assert.Equal(
            12 * 1_234_567 * 1_000_000L,
            await ScalarAsync(
                store,
                "SELECT CAST(SUM(net_micros) AS BIGINT) * 1000000 + (SELECT carried_out_pico FROM invoice ORDER BY period_start DESC "
                + "LIMIT 1) FROM invoice"));
    }

    [Fact]
    public async Task Subscription_ThatCannotBeRated_IsSaidAndTheOthersGoOn()
    {
        var indexed = Plan.Of(name: "indexed") with { Meters = [new MeterPrice(Meter.Calls, 0, [new PriceTier(1)], "node-hour")] };
        await using var store = await SubscribedAsync("sqlite", Plan.Of(1_000_000), indexed);
        await store.Lease.WriteAsync(transaction => DoAsync(
            () => CustomerStore.SubscribeAsync(transaction, "sub-0", Business.Ada.Id, "indexed", store.Time.GetUtcNow())), default);
        store.Time.Advance(TimeSpan.FromHours(January + 1));

        await WorkAsync(store);

        Assert.Equal(["sub-1"], await QueryAsync<string>(store, "SELECT sid FROM invoice"));
        Assert.Equal(
            ["meter 'calls' follows index 'node-hour', which has no value for the month; add it, then rate again"],
            await QueryAsync<string>(store, "SELECT reason FROM rating_fault"));
    }

    [Fact]
    public async Task Subscribe_Twice_IsOnce()
    {
        await using var store = await SubscribedAsync("sqlite", Plan.Of());
        await store.Lease.WriteAsync(transaction => DoAsync(
            () => CustomerStore.SubscribeAsync(transaction, "sub-1", Business.Ada.Id, "basic", store.Time.GetUtcNow().AddHours(9))),
            default);

        Assert.Equal(1, await CountAsync(store, "phase"));
    }

    [Fact]
    public async Task Subscribe_InAnotherCurrency_IsRefused()
    {
        await using var store = await SubscribedAsync("sqlite", Plan.Of(), Plan.Of(name: "dollars", currency: "USD"));

        var refused = await Assert.ThrowsAsync<CustomerException>(() => store.Lease.WriteAsync(transaction => DoAsync(
            () => CustomerStore.SubscribeAsync(transaction, "sub-2", Business.Ada.Id, "dollars", store.Time.GetUtcNow())), default));

        Assert.Equal("plan 'dollars' is in USD and account 'a-1' pays in EUR; choose a plan in EUR", refused.Message);
    }

    private Task<TestStore> SubscribedAsync(string kind, params PlanVersion[] plans) => Business.OpenAsync(kind, postgres, plans);

    private static Task WorkAsync(TestStore store) => Business.WorkAsync(store);

    private static async Task<bool> DoAsync(Func<Task> action)
    {
        await action();
        return true;
    }

    private static async Task<Invoice> InvoiceAsync(TestStore store, int index)
        => InvoiceJson.Read((await QueryAsync<string>(store, "SELECT document FROM invoice ORDER BY period_start"))[index]);

    private static async Task<List<(string, long)>> BooksAsync(TestStore store)
        => await QueryAsync<(string, long)>(store, "SELECT account_code, amount_micros FROM ledger ORDER BY entry, n");

    private static Task<long> CountAsync(TestStore store, string table) => ScalarAsync(store, $"SELECT COUNT(*) FROM {table}");

    private static async Task<long> ScalarAsync(TestStore store, string sql)
    {
        await using var connection = await store.Database.OpenAsync(default);
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    private static async Task<List<T>> QueryAsync<T>(TestStore store, string sql)
    {
        await using var connection = await store.Database.OpenAsync(default);
        return [.. await connection.QueryAsync<T>(sql)];
    }
}
