using Platform.Billing.Corrections;
using Platform.Billing.Payments;
using Platform.Payments.Http;

namespace Platform.Billing.Tests.Payments;

/// <summary>What the charger, the refunder and the reconciliation do, with Stripe.</summary>
[Collection(PostgresCollection.Name)]
public sealed class StripeShopTests(PostgresServer postgres)
{
    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(25)]
    [InlineData(30)]
    public async Task Charge_WhoseAnswerWasLost_IsOneHoweverLateItIsAskedFor(int hours)
    {
        await using var shop = await OpenAsync();
        await shop.Server.FailAsync(Fault.AnswerLost);
        await shop.WorkAsync();
        shop.Store.Time.Advance(TimeSpan.FromHours(hours));
        await shop.WorkAsync();

        Assert.Single(shop.Captured);
        Assert.Equal(("paid", "captured"), await shop.StatesAsync());
        await shop.AssertInvariantsAsync();
    }

    [Fact]
    public async Task Charge_OfAnInvoiceThatWasPaidBeforeTheDatabaseWasRestored_FindsIt()
    {
        await using var shop = await OpenAsync();
        var method = await shop.Server.MethodAsync("earlier");
        await shop.Server.Provider.ChargeAsync(
            new ChargeRequest("an earlier key", "2026-000001", 34_510_000, "EUR", method.Token, method.Customer), default);
        shop.Store.Time.Advance(TimeSpan.FromHours(1));

        await shop.WorkAsync();

        Assert.Single(shop.Captured);
        Assert.Equal(("paid", "captured"), await shop.StatesAsync());
    }

    [Fact]
    public async Task Day_OfChargeRefundAndDispute_IsReconciled()
    {
        await using var shop = await OpenAsync();
        await shop.WorkAsync();
        await shop.WriteAsync(transaction => CreditNotes.IssueAsync(
            transaction, new CreditOrder("r-1", "2026-000001", 10_000_000, "asked for", "op"), shop.Store.Time.GetUtcNow()));
        await shop.WorkAsync();
        await shop.ReceiveAsync(await shop.Server.ReverseAsync(shop.Captured.Single().Id));
        shop.Store.Time.Advance(TimeSpan.FromDays(2));
        await shop.WorkAsync();

        Assert.Equal(
            "capture 34510000 | refund 10000000", await shop.TextAsync("SELECT kind, amount_micros FROM provider_movement ORDER BY kind"));
        Assert.Equal("0", await shop.TextAsync("SELECT CAST(SUM(amount_micros) AS BIGINT) FROM ledger WHERE account_code = 'cash'"));
        await shop.AssertInvariantsAsync();
    }

    private Task<Shop> OpenAsync() => Business.ShopAsync("sqlite", postgres, async store => await StripeServer.StartAsync(store.Time));
}
