using Platform.Billing.Closing;
using Platform.Billing.Customers;
using Platform.Billing.Ingest;
using Platform.Billing.Invoices;
using Platform.Billing.Plans;
using Platform.Billing.Verification;

namespace Platform.Billing.Tests.Closing;

/// <summary>
/// A changed price is another version from a date on: who subscribed before pays it from his next period, and nobody backwards.
/// </summary>
[Collection(PostgresCollection.Name)]
public sealed class PriceChangeTests(PostgresServer postgres)
{
    private const int January = 31 * 24, February = 28 * 24;

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Price_ThatChangesWithinAPeriod_HoldsFromTheNextOn(string kind)
    {
        await using var store = await Business.OpenAsync(kind, postgres, Plan.Of(10_000_000), Dearer(Plan.Always.AddDays(14)));

        await PassAsync(store, January + 1, January + February + 1);

        Assert.Equal(["1 10000000", "2 20000000"], await FixedAsync(store));
        Assert.Null(await store.VerifyAsync("2026-000001"));
        Assert.Null(await store.VerifyAsync("2026-000002"));
    }

    [Fact]
    public async Task Price_ThatBecomesKnownAfterItsDate_HoldsForNoPeriodThatHadBegun()
    {
        await using var store = await Business.OpenAsync("sqlite", postgres, Plan.Of(10_000_000));
        await PassAsync(store, January + 49);
        await store.Lease.WriteAsync(
            transaction => PlanStore.AddAsync(transaction, Dearer(Plan.Always.AddDays(1)), store.Time.GetUtcNow()), default);

        await PassAsync(store, January + February + 1, January + February + January + 1);

        Assert.Equal(["1 10000000", "1 10000000", "2 20000000"], await FixedAsync(store));
    }

    [Fact]
    public async Task Prices_ThatChangedWhileBillingWasAway_AreThoseOfEachPeriodsStart()
    {
        var third = Dearer(Plan.Always.AddDays(59)) with { Version = 3, FixedMicros = 30_000_000 };
        await using var store = await Business.OpenAsync("sqlite", postgres, Plan.Of(10_000_000), Dearer(Plan.Always.AddDays(31)), third);

        await PassAsync(store, January + February + January + 1);

        Assert.Equal(["1 10000000", "2 20000000", "3 30000000"], await FixedAsync(store));
    }

    [Fact]
    public async Task Plan_ChangedForTheNextPeriodWhosePriceChangesToo_BeginsWithTheNewPrice()
    {
        var large = Plan.Of(50_000_000, name: "large");
        await using var store = await Business.OpenAsync("sqlite", postgres, Plan.Of(10_000_000), large);
        store.Time.Advance(TimeSpan.FromDays(3));
        await store.Lease.TryHoldAsync(default);
        await store.Lease.WriteAsync(
            async transaction =>
            {
                await CustomerStore.ChangePlanAsync(transaction, "sub-1", "large", PlanChange.AtPeriodEnd, store.Time.GetUtcNow());
                return await PlanStore.AddAsync(
                    transaction, large with { Version = 2, FixedMicros = 60_000_000, Effective = Plan.Always.AddDays(31) },
                    store.Time.GetUtcNow());
            },
            default);

        await PassAsync(store, January + 1, January + February + 1);

        Assert.Equal(["1 10000000", "2 60000000"], await FixedAsync(store));
    }

    [Fact]
    public async Task Plan_TakenAfterThePriceChanged_HasTheNewOneAtOnce()
    {
        await using var store = await Business.OpenAsync("sqlite", postgres, Plan.Of(10_000_000), Dearer(Plan.Always.AddDays(14)));
        store.Time.Advance(TimeSpan.FromDays(14));
        await store.Lease.TryHoldAsync(default);
        await store.Lease.WriteAsync(
            async transaction =>
            {
                await CustomerStore.SubscribeAsync(transaction, "sub-2", Business.Ada.Id, "basic", store.Time.GetUtcNow());
                return true;
            },
            default);

        await PassAsync(store, January + 15 * 24);

        Assert.Equal(["1 10000000", "2 20000000"], await FixedAsync(store));
    }

    private static PlanVersion Dearer(DateTimeOffset from) => Plan.Of(20_000_000) with { Version = 2, Effective = from };

    /// <summary>Works at each of the hours since the start.</summary>
    private static async Task PassAsync(TestStore store, params int[] hours)
    {
        foreach (var hour in hours)
        {
            store.Time.SetUtcNow(Plan.Always.AddHours(hour));
            Assert.True(await store.Lease.TryHoldAsync(default));
            await new PlanRenewer(store.Database, store.Lease, store.Time).RunAsync(default);
            await Business.WorkAsync(store);
        }
    }

    private static async Task<IEnumerable<string>> FixedAsync(TestStore store)
    {
        await using var connection = await store.Database.OpenAsync(default);
        return (await Dapper.SqlMapper.QueryAsync<(long Version, long Amount)>(
            connection,
            "SELECT l.version, l.amount_micros FROM invoice_line l JOIN invoice i ON i.id = l.invoice WHERE l.item = 'fixed' ORDER BY "
            + "i.number, l.n"))
            .Select(line => $"{line.Version} {line.Amount}");
    }
}
