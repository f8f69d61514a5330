using Platform.Billing.Ingest;
using Platform.Billing.Invoices;
using Platform.Billing.Verification;
using Platform.Payments;
using Platform.Payments.Stripe;

namespace Platform.Billing.Tests.Failures;

/// <summary>Billing, a process of its own, is killed while it takes money by Stripe.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ProviderKillTests(PostgresServer postgres)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    [SkippableTheory]
    [InlineData("sqlite", Fault.HeldBefore)]
    [InlineData("sqlite", Fault.HeldAfter)]
    [InlineData("postgres", Fault.HeldBefore)]
    [InlineData("postgres", Fault.HeldAfter)]
    public async Task Kill_WhileStripeIsAsked_ChargesOnce(string kind, object fault)
    {
        await using var shop = await OpenAsync(kind);
        await shop.Server.FailAsync((Fault)fault);
        using (var killed = Start(shop))
        {
            using var patience = new CancellationTokenSource(s_patience);
            while (shop.Server.Service<PayPalState>().Faults.Held == 0)
                await Task.Delay(5, patience.Token);
            await killed.KillAsync();
        }

        await FinishAsync(shop);
    }

    [SkippableTheory]
    [InlineData("sqlite", "charge", "INSERT")]
    [InlineData("sqlite", "charge", "UPDATE")]
    [InlineData("postgres", "charge", "INSERT")]
    [InlineData("postgres", "charge", "UPDATE")]
    public async Task Kill_AfterAStatementOfTheCharge_ChargesOnce(string kind, string table, string verb)
    {
        await using var shop = await OpenAsync(kind);
        var stall = new Stall(shop.Store);
        await stall.SetAsync(table, verb);
        using (var killed = Start(shop))
        {
            using var patience = new CancellationTokenSource(s_patience);
            await stall.ReachedAsync(patience.Token);
            await killed.KillAsync();
        }

        await stall.LiftAsync(table);
        await FinishAsync(shop);
    }

    private static async Task FinishAsync(Shop shop)
    {
        using (Start(shop))
            await shop.UntilAsync("SELECT state FROM invoice", "paid");
        Assert.Equal("4046", shop.Captured.Single().Value);
        Assert.Null(await new InvoiceVerifier(shop.Store.Database, new FolderLogs(shop.Store.Logs), new InvoiceTerms(0, 14)).VerifyAsync("2026-000001", default));
        await shop.AssertInvariantsAsync();
    }

    private static BillingProcess Start(Shop shop) => BillingProcess.Start(
        shop.Store, null, settings: ["--Stripe:Address", shop.Server.Address.AbsoluteUri, "--Stripe:SecretKey", StripeEndpoints.SecretKey]);

    private async Task<Shop> OpenAsync(string kind) => await Shop.OpenAsync(
        await MonthOver.OpenAsync(kind, postgres), await StripeServer.StartAsync(TimeProvider.System));
}
