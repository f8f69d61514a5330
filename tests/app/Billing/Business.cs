using Microsoft.Extensions.Logging.Abstractions;
using Platform.Billing.Closing;
using Platform.Billing.Customers;
using Platform.Billing.Ingest;
using Platform.Billing.Invoices;
using Platform.Billing.Plans;

namespace Platform.Billing.Tests;

/// <summary>A small business: one customer, who subscribed when the clock starts.</summary>
internal static class Business
{
    public static readonly Account Ada = new("a-1", "https://issuer", "ada", "ada@example.com", "Ada", "DE", "EUR", 190_000);

    /// <summary>With these plans, of which the customer's subscription <c>sub-1</c> has the first.</summary>
    public static async Task<TestStore> OpenAsync(string kind, PostgresServer postgres, params PlanVersion[] plans)
    {
        var store = await TestStore.OfAsync(kind, postgres);
        await store.Lease.WriteAsync(
            async transaction =>
            {
                foreach (var plan in plans)
                    await PlanStore.AddAsync(transaction, plan);
                await CustomerStore.AddAsync(transaction, Ada);
                await CustomerStore.SubscribeAsync(transaction, "sub-1", Ada.Id, plans[0].Plan, store.Time.GetUtcNow());
                return true;
            },
            default);
        return store;
    }

    /// <summary>What billing does all the time.</summary>
    public static async Task WorkAsync(TestStore store)
    {
        Assert.True(await store.Lease.TryHoldAsync(default));
        await IngestAsync(store);
        await new LogWatch(store.Lease, store.Time, NullLogger<LogWatch>.Instance).AbandonAsync(default);
        await new PeriodCloser(store.Database, store.Lease, store.Time, NullLogger<PeriodCloser>.Instance).RunAsync(default);
        await new Invoicer(store.Lease, new InvoiceTerms(0, 14), store.Time).RunAsync(default);
    }

    public static Task IngestAsync(TestStore store)
        => new Ingester(
            store.Database, store.Lease, new FolderLogs(store.Logs), new UsageStore(store.Time), NullLogger<Ingester>.Instance).RunAsync(
                default);

    /// <summary>One with an invoice over 29 euros and tax, and a way to have it paid.</summary>
    public static async Task<Shop> ShopAsync(string kind, PostgresServer postgres, Func<TestStore, Task<StandIn>>? server = null)
    {
        var store = await OpenAsync(kind, postgres, Plan.Of(29_000_000));
        store.Time.Advance(TimeSpan.FromHours(31 * 24 + 1));
        await WorkAsync(store);
        return await Shop.OpenAsync(store, server is null ? null : await server(store));
    }
}
