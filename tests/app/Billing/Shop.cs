using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Billing.Charging;
using Platform.Billing.Payments;
using Platform.Billing.Verification;
using Platform.Payments;

namespace Platform.Billing.Tests;

/// <summary>A business with a PayPal, whose customer has approved a payment method.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private Shop(TestStore store, PayPalServer payPal) => (Store, PayPal) = (store, payPal);

    public TestStore Store { get; }

    public PayPalServer PayPal { get; }

    /// <summary>What PayPal took.</summary>
    public IReadOnlyList<Capture> Captured => PayPal.Captures;

    public static async Task<Shop> OpenAsync(TestStore store)
    {
        var shop = new Shop(store, await PayPalServer.StartAsync(store.Time));
        var token = await shop.PayPal.MethodAsync();
        await store.Lease.WriteAsync(
            async transaction =>
            {
                await MethodStore.AddAsync(transaction, "m-1", Business.Ada.Id, "paypal", (new MethodStart("setup", shop.PayPal.Address), store.Time.GetUtcNow()));
                return await MethodStore.ApproveAsync(transaction, "m-1", new ApprovedMethod(token, "c", "payer@example.com"));
            },
            default);
        return shop;
    }

    /// <summary>A round of taking money.</summary>
    public async Task ChargeAsync(IPaymentProvider? provider = null)
    {
        Assert.True(await Store.Lease.TryHoldAsync(default));
        await Charger(provider).RunAsync(default);
        await new Dunning(Store.Lease, Store.Time).RunAsync(default);
    }

    /// <summary>A webhook that was verified, and the round that applies it.</summary>
    public async Task ReceiveAsync(PaymentEvent sent)
    {
        await Store.Lease.WriteAsync(
            async transaction =>
            {
                await WebhookStore.AddAsync(transaction, "paypal", sent, "{}"u8.ToArray(), Store.Time.GetUtcNow());
                return true;
            },
            default);
        await new WebhookWork(Store.Database, Store.Lease, Charger(null), PayPal.Provider, NullLogger<WebhookWork>.Instance).RunAsync(default);
    }

    public async Task<(string Invoice, string Charge)> StatesAsync()
    {
        await using var connection = await Store.Database.OpenAsync(default);
        return await connection.QuerySingleAsync<(string, string)>(
            "SELECT (SELECT state FROM invoice), (SELECT state FROM charge ORDER BY attempt DESC LIMIT 1)");
    }

    public async Task<string> SubscriptionAsync()
    {
        await using var connection = await Store.Database.OpenAsync(default);
        return await connection.QuerySingleAsync<string>("SELECT state FROM subscription");
    }

    public async Task<string> TokenAsync()
    {
        await using var connection = await Store.Database.OpenAsync(default);
        return await connection.QuerySingleAsync<string>("SELECT token FROM payment_method");
    }

    public async Task<long> ScalarAsync(string sql)
    {
        await using var connection = await Store.Database.OpenAsync(default);
        return await connection.ExecuteScalarAsync<long>(sql);
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await Store.Database.OpenAsync(default);
        await connection.ExecuteAsync(sql);
    }

    public async Task AssertInvariantsAsync()
    {
        await using var connection = await Store.Database.OpenAsync(default);
        Assert.Equal([], (await Invariants.CheckAsync(connection)).SelectMany(finding => finding.Violations));
    }

    public async ValueTask DisposeAsync()
    {
        await PayPal.DisposeAsync();
        await Store.DisposeAsync();
    }

    private Charger Charger(IPaymentProvider? provider) =>
        new(Store.Database, Store.Lease, provider ?? PayPal.Provider, Store.Time, NullLogger<Charger>.Instance);
}
