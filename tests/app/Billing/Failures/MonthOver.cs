using Platform.Billing.Customers;
using Platform.Billing.Plans;

namespace Platform.Billing.Tests.Failures;

/// <summary>
/// A subscription of 40 days by the machine's clock, whose first month is over, with a fixed fee and calls beyond what is included.
/// </summary>
internal static class MonthOver
{
    public const int Calls = 500;

    public static async Task<TestStore> OpenAsync(string kind, PostgresServer postgres)
    {
        var store = await TestStore.OfAsync(kind, postgres);
        var now = TimeProvider.System.GetUtcNow();
        var began = now.AddDays(-40);
        var log = new LogFile(store.Logs, "a.jsonl", openedAt: Hours(began)).Call(Hours(began) + 5, count: Calls).Close(Hours(now) - 1);
        Assert.Equal("a.jsonl", log.Name);
        await store.Database.InTransactionAsync(
            async transaction =>
            {
                await PlanStore.AddAsync(transaction, Plan.Of(29_000_000, 0, 10_000_000_000));
                await CustomerStore.AddAsync(transaction, Business.Ada);
                await CustomerStore.SubscribeAsync(transaction, "sub-1", Business.Ada.Id, "basic", began);
                return true;
            },
            default);
        return store;
    }

    public static int Hours(DateTimeOffset time) => (int)(time - Plan.Always).TotalHours;
}
