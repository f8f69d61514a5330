using Platform.Billing.Payments;
using Platform.Payments.Http;
using Platform.Payments.PayPal;

namespace Platform.Billing.Tests.Reconciliation;

[Collection(PostgresCollection.Name)]
public sealed class ReconcilerTests(PostgresServer postgres)
{
    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Run_OnTheNextDay_FindsCapturesAndRefundsAsTheBooksHaveThem(string kind)
    {
        await using var shop = await Business.ShopAsync(kind, postgres);
        await shop.WorkAsync();
        await shop.Server.RefundThereAsync(shop.Captured.Single().Id);
        shop.Store.Time.Advance(TimeSpan.FromDays(2));

        await shop.WorkAsync();

        Assert.Equal(
            "capture 34510000 | refund 34510000", await shop.TextAsync("SELECT kind, amount_micros FROM provider_movement ORDER BY kind"));
        Assert.Equal("done", await shop.TextAsync("SELECT state FROM refund"));
        await shop.AssertInvariantsAsync();
    }

    [Fact]
    public async Task Run_CaptureThatTheBooksGaveUp_IsBookedByItsInvoice()
    {
        await using var shop = await Business.ShopAsync("sqlite", postgres);
        await shop.Server.FailAsync(Fault.AnswerLost);
        await shop.ChargeAsync();
        // Given up by hand, against all rules
        await shop.ExecuteAsync("UPDATE charge SET state = 'abandoned'; UPDATE invoice SET state = 'issued'");
        shop.Store.Time.Advance(TimeSpan.FromDays(2));

        await shop.WorkAsync();

        Assert.Single(shop.Captured);
        Assert.Equal(("paid", "captured"), await shop.StatesAsync());
        await shop.AssertInvariantsAsync();
    }

    [Fact]
    public async Task Run_PaymentThatWasPendingOnItsDay_IsConfirmedOnceItSettled()
    {
        await using var shop = await SettledLateAsync();

        await shop.WorkAsync();

        Assert.Equal("capture 34510000", await shop.TextAsync("SELECT kind, amount_micros FROM provider_movement"));
        await shop.AssertInvariantsAsync();
    }

    [Theory]
    [InlineData(nameof(Fault.ErrorBefore))]
    [InlineData(nameof(Fault.TooMany))]
    [InlineData(nameof(Fault.AnswerLost))]
    public async Task Run_WhileTheProviderDoesNotSayOfALatePayment_TakesTheDayOnceItDoes(string fault)
    {
        await using var shop = await SettledLateAsync();
        await shop.Server.FailAtAsync("/v2/payments/captures", Enum.Parse<Fault>(fault));

        await shop.WorkAsync();
        await shop.AssertInvariantsAsync();
        Assert.Equal("", await shop.TextAsync("SELECT kind FROM provider_movement"));
        await shop.WorkAsync();

        Assert.Equal("capture 34510000", await shop.TextAsync("SELECT kind, amount_micros FROM provider_movement"));
        await shop.AssertInvariantsAsync();
    }

    [Theory]
    [InlineData("refunds")]
    [InlineData("disputes")]
    public async Task Webhook_WhileTheProviderDoesNotSay_IsAppliedOnceItDoes(string what)
    {
        await using var shop = await Business.ShopAsync("sqlite", postgres);
        await shop.WorkAsync();
        var capture = shop.Captured.Single().Id;
        var sent = what == "refunds" ? await shop.Server.ReverseAsync(capture) : await shop.Server.DisputeAsync(capture);
        await shop.Server.FailAtAsync(what == "refunds" ? "/v2/payments/refunds" : "/v1/customer/disputes", Fault.ErrorBefore);

        await shop.ReceiveAsync(sent);
        Assert.Equal("new", await shop.TextAsync("SELECT state FROM webhook"));
        await shop.WorkAsync();

        Assert.Equal("applied", await shop.TextAsync("SELECT state FROM webhook"));
        await shop.AssertInvariantsAsync();
    }

    [Fact]
    public async Task Verify_MoneyThatNobodyKnows_IsNamed()
    {
        await using var shop = await Business.ShopAsync("sqlite", postgres);
        await shop.WorkAsync();
        await shop.Server.Provider.ChargeAsync(
            new ChargeRequest("another's", "elsewhere-7", 5_000_000, "EUR", await shop.TokenAsync(), ""), default);
        shop.Store.Time.Advance(TimeSpan.FromDays(2));
        await shop.WorkAsync();

        Assert.Equal(
            [$"on 2026-02-01 paypal has capture {shop.Captured[^1].Id} over 5000000 EUR of invoice elsewhere-7, and the books have not"],
            await shop.ViolationsAsync());
    }

    [Fact]
    public async Task Verify_CaptureThatTheProviderDoesNotHave_IsNamed()
    {
        await using var shop = await Business.ShopAsync("sqlite", postgres);
        await shop.WorkAsync();
        shop.Server.Service<PayPalState>().Captures.Clear();
        shop.Store.Time.Advance(TimeSpan.FromDays(2));
        await shop.WorkAsync();

        var (charge, capture) = (await shop.TextAsync("SELECT id FROM charge"),
            await shop.TextAsync("SELECT provider_capture FROM charge"));
        Assert.Equal([$"charge {charge} is captured as {capture}, which paypal does not list"], await shop.ViolationsAsync());
    }

    /// <summary>Two days after a payment settled that had been pending on its day, and for three days.</summary>
    private async Task<Shop> SettledLateAsync()
    {
        var shop = await Business.ShopAsync("sqlite", postgres);
        await shop.Server.FailAsync(Fault.Pending);
        await shop.WorkAsync();
        shop.Store.Time.Advance(TimeSpan.FromDays(3));
        await shop.WorkAsync();
        await shop.Server.SettleAsync(shop.Captured.Single().Id, paid: true);
        await shop.WorkAsync();
        shop.Store.Time.Advance(TimeSpan.FromDays(2));
        return shop;
    }
}
