using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;
using Platform.Billing.Charging;
using Platform.Billing.Hosting;
using Platform.Billing.Payments;
using Platform.Billing.Verification;
using Platform.Billing.Tests.Failures;
using Platform.Billing.Webhooks;
using Platform.Payments.Http;
using Platform.Payments.PayPal;

namespace Platform.Billing.Tests;

/// <summary>A business with a payment provider, whose customer has approved a payment method.</summary>
internal sealed class Shop : IAsyncDisposable
{
    private Shop(TestStore store, StandIn server) => (Store, Server) = (store, server);

    public TestStore Store { get; }

    public StandIn Server { get; }

    /// <summary>What the provider took.</summary>
    public IReadOnlyList<TakenMoney> Captured => Server.Taken;

    public static async Task<Shop> OpenAsync(TestStore store, StandIn? server = null)
    {
        var shop = new Shop(store, server ?? await PayPalServer.StartAsync(store.Time));
        var method = await shop.Server.MethodAsync();
        await store.Lease.WriteAsync(
            async transaction =>
            {
                await MethodStore.AddAsync(
                    transaction, "m-1", Business.Ada.Id, shop.Server.Provider.Name,
                    (new MethodStart("setup", shop.Server.Address), store.Time.GetUtcNow()));
                return await MethodStore.ApproveAsync(transaction, "m-1", method);
            },
            default);
        return shop;
    }

    /// <summary>A round of taking money.</summary>
    public async Task ChargeAsync(IPaymentProvider? provider = null)
    {
        Assert.True(await Store.Lease.TryHoldAsync(default));
        await new Charger(Store.Database, Store.Lease, provider ?? Server.Provider, Store.Time, NullLogger<Charger>.Instance).RunAsync(
            default);
        await new Dunning(Store.Lease, Store.Time).RunAsync(default);
    }

    /// <summary>A round of all that is done with the provider.</summary>
    public async Task WorkAsync()
    {
        Assert.True(await Store.Lease.TryHoldAsync(default));
        await new ProviderWork(Store.Database, Store.Lease, Server.Provider, Store.Time, NullLoggerFactory.Instance).RunAsync(default);
        await new Dunning(Store.Lease, Store.Time).RunAsync(default);
    }

    /// <summary>A webhook that was verified, and the round that applies it.</summary>
    public async Task ReceiveAsync(PaymentEvent sent)
    {
        await WriteAsync(
            transaction => WebhookStore.AddAsync(transaction, Server.Provider.Name, sent, "{}"u8.ToArray(), Store.Time.GetUtcNow()));
        await WorkAsync();
    }

    public Task WriteAsync(Func<DbTransaction, Task> action) => Store.Database.InTransactionAsync(
        async transaction =>
        {
            await action(transaction);
            return true;
        },
        default);

    public async Task<string> TextAsync(string sql)
    {
        await using var connection = await Store.Database.OpenAsync(default);
        return string.Join(
            " | ", (await connection.QueryAsync(sql)).Select(row => string.Join(' ', ((IDictionary<string, object>)row).Values)));
    }

    /// <summary>Waits for three minutes at most.</summary>
    public async Task UntilAsync(string sql, string value)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        while (await TextAsync(sql) != value)
            await Task.Delay(10, patience.Token);
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

    public Task ExecuteAsync(string sql) => Store.ExecuteAsync(sql);

    /// <summary>Starts billing, and kills it while the provider holds its question or the answer.</summary>
    public async Task KillWhileTheProviderIsAskedAsync(Fault fault, Func<BillingProcess> start)
    {
        await Server.FailAsync(fault);
        using var killed = start();
        using var patience = new CancellationTokenSource(Stall.Patience);
        while (Server.Service<PayPalState>().Faults.Held == 0)
            await Task.Delay(5, patience.Token);
        await killed.KillAsync();
    }

    public async Task AssertInvariantsAsync() => Assert.Equal([], await ViolationsAsync());

    public async Task<IEnumerable<string>> ViolationsAsync()
    {
        await using var connection = await Store.Database.OpenAsync(default);
        return (await Nightly.CheckAsync(connection)).SelectMany(finding => finding.Violations);
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Store.DisposeAsync();
    }
}
