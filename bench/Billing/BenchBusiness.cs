using Platform.Billing.Charging;
using Platform.Billing.Console.SignIn;
using Platform.Billing.Customers;
using Platform.Billing.Data;
using Platform.Billing.Payments;
using Platform.Billing.Plans;

namespace Platform.Bench.Billing;

/// <summary>Many customers of one plan.</summary>
internal sealed class BenchBusiness
{
    public static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private BenchBusiness(Database database)
    {
        Database = database;
        Lease = new Lease(database, Clock, "bench");
    }

    public BenchClock Clock { get; } = new(Begin);

    public Database Database { get; }

    public Lease Lease { get; }

    public static string Sid(int customer) => FormattableString.Invariant($"subscription-{customer:D6}");

    public static string Email(int customer) => FormattableString.Invariant($"account-{customer:D6}@example.com");

    public static async Task<BenchBusiness> OpenAsync(Database database, int customers)
    {
        var business = new BenchBusiness(database);
        await new Schema(database, business.Clock).UpgradeAsync(default);
        await business.Lease.TryHoldAsync(default);
        await business.Lease.WriteAsync(transaction => PlanStore.AddAsync(transaction, Offer()), default);
        foreach (var some in Enumerable.Range(0, customers).Chunk(1000))
            await business.Lease.WriteAsync(
                async transaction =>
                {
                    foreach (var customer in some)
                        await AddAsync(transaction, customer);
                    return true;
                },
                default);
        return business;
    }

    private static PlanVersion Offer() => new(
        "standard", 1, "EUR", 29_000_000, Begin,
        [
            new MeterPrice(Meter.Calls, 1_000, [new PriceTier(200_000_000, 100_000), new PriceTier(100_000_000)]),
            new MeterPrice(Meter.Rows, 0, [new PriceTier(1_000_000)]),
            new MeterPrice(Meter.Compute, 0, [new PriceTier(5_000_000)]),
        ]);

    private static async Task AddAsync(System.Data.Common.DbTransaction transaction, int customer)
    {
        var account = FormattableString.Invariant($"account-{customer:D6}");
        await CustomerStore.AddAsync(
            transaction,
            new Account(
                account, SignInEndpoints.DevelopmentIssuer, Email(customer), Email(customer), "A customer of ours", "DE", "EUR", 190_000));
        await CustomerStore.SubscribeAsync(transaction, Sid(customer), account, "standard", Begin);
        await MethodStore.AddAsync(
            transaction, $"m-{account}", account, InstantProvider.Named, (new MethodStart("setup", new Uri("http://127.0.0.1")), Begin));
        await MethodStore.ApproveAsync(transaction, $"m-{account}", new ApprovedMethod($"token-{account}", "", "payer@example.com"));
    }
}
