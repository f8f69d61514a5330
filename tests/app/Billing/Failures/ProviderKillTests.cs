using Platform.Payments.Http;
using Platform.Payments.Stripe;

namespace Platform.Billing.Tests.Failures;

/// <summary>Billing, a process of its own, is killed while it takes money by Stripe.</summary>
[Collection(PostgresCollection.Name)]
public sealed class ProviderKillTests(PostgresServer postgres)
{
    [SkippableTheory]
    [InlineData("sqlite", Fault.HeldBefore)]
    [InlineData("sqlite", Fault.HeldAfter)]
    [InlineData("postgres", Fault.HeldBefore)]
    [InlineData("postgres", Fault.HeldAfter)]
    public async Task Kill_WhileStripeIsAsked_ChargesOnce(string kind, object fault)
    {
        await using var shop = await OpenAsync(kind);
        await shop.KillWhileTheProviderIsAskedAsync((Fault)fault, () => Start(shop));
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
        await new Stall(shop.Store).KillInAsync(table, verb, () => Start(shop));
        await FinishAsync(shop);
    }

    private static async Task FinishAsync(Shop shop)
    {
        using (Start(shop))
            await shop.UntilAsync("SELECT state FROM invoice", "paid");
        Assert.Equal("4046", shop.Captured.Single().Value);
        Assert.Null(await shop.Store.VerifyAsync("2026-000001"));
        await shop.AssertInvariantsAsync();
    }

    private static BillingProcess Start(Shop shop) => BillingProcess.Start(
        shop.Store, null, settings: ["--Stripe:Address", shop.Server.Address.AbsoluteUri, "--Stripe:SecretKey", StripeEndpoints.SecretKey]);

    private async Task<Shop> OpenAsync(string kind) => await Shop.OpenAsync(
        await MonthOver.OpenAsync(kind, postgres), await StripeServer.StartAsync(TimeProvider.System));
}
