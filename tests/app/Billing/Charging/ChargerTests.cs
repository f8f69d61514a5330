using Moq;
using Platform.Billing.Charging;
using Platform.Billing.Payments;
using Platform.Payments.Http;
using Platform.Payments.PayPal;

namespace Platform.Billing.Tests.Charging;

[Collection(PostgresCollection.Name)]
public sealed class ChargerTests(PostgresServer postgres)
{
    private const int January = 31 * 24;

    [SkippableTheory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Run_InvoiceOfAnAccountWithAMethod_IsPaidOnceAndBooked(string kind)
    {
        await using var shop = await InvoicedAsync(kind);

        await shop.ChargeAsync();
        await shop.ChargeAsync();

        Assert.Equal(
            ("2026-000001", "34.51", "COMPLETED"),
            shop.Captured.Select(capture => (capture.Invoice, capture.Value, capture.Status)).Single());
        Assert.Equal(("paid", "captured"), await shop.StatesAsync());
        Assert.Equal(
            34_510_000, await shop.ScalarAsync("SELECT CAST(SUM(amount_micros) AS BIGINT) FROM ledger WHERE account_code = 'cash'"));
        await shop.AssertInvariantsAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(9)]
    public async Task Run_AnswerLost_FindsTheOneCaptureHoweverLateItAsks(int hours)
    {
        // github.com/umbraco/Umbraco.Commerce.Issues/issues/395: charged three times.
        await using var shop = await InvoicedAsync("sqlite");
        await shop.Server.FailAsync(Fault.AnswerLost);
        await shop.ChargeAsync();
        Assert.Equal(("pending", "unknown"), await shop.StatesAsync());

        shop.Store.Time.Advance(TimeSpan.FromHours(hours));
        await shop.ChargeAsync();

        Assert.Single(shop.Captured);
        Assert.Equal(("paid", "captured"), await shop.StatesAsync());
        await shop.AssertInvariantsAsync();
    }

    [Theory]
    [InlineData(Fault.ErrorBefore)]
    [InlineData(Fault.TooMany)]
    public async Task Run_ProviderDownForHours_ChargesOnceItIsBack(object fault)
    {
        await using var shop = await InvoicedAsync("sqlite");
        await shop.Server.FailAsync((Fault)fault, 3);
        for (var hour = 0; hour < 4; hour++)
        {
            await shop.ChargeAsync();
            shop.Store.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Single(shop.Captured);
        Assert.Equal(("paid", "captured"), await shop.StatesAsync());
    }

    [Fact]
    public async Task Run_NothingFoundFourHoursAfterTheKeyDied_TriesAnew()
    {
        await using var shop = await InvoicedAsync("sqlite");
        await shop.Server.FailAsync(Fault.ErrorBefore);
        await shop.ChargeAsync();
        shop.Store.Time.Advance(shop.Server.Provider.KeyLives);
        await shop.ChargeAsync();
        Assert.Equal(("pending", "unknown"), await shop.StatesAsync());
        shop.Store.Time.Advance(Charger.SearchLags);
        await shop.ChargeAsync();
        Assert.Equal(("issued", "abandoned"), await shop.StatesAsync());

        shop.Store.Time.Advance(TimeSpan.FromDays(3));
        await shop.ChargeAsync();

        Assert.Equal("2", $"{await shop.ScalarAsync("SELECT COUNT(*) FROM charge")}");
        Assert.Single(shop.Captured);
        Assert.Equal("paid", (await shop.StatesAsync()).Invoice);
    }

    [Fact]
    public async Task Run_CompletedOrderWithADeclinedCapture_IsNotPaid()
    {
        // github.com/paypal/Checkout-NodeJS-SDK/pull/46
        await using var shop = await InvoicedAsync("sqlite");
        await shop.Server.FailAsync(Fault.DeclinedCapture);

        await shop.ChargeAsync();

        Assert.Equal(("issued", "declined"), await shop.StatesAsync());
        Assert.Equal("past_due", await shop.SubscriptionAsync());
    }

    [Theory]
    [InlineData(true, "paid", "captured", "active")]
    [InlineData(false, "issued", "declined", "past_due")]
    public async Task Run_PendingCapture_WaitsUntilTheBankHasSpoken(bool paid, string invoice, string charge, string subscription)
    {
        await using var shop = await InvoicedAsync("sqlite");
        await shop.Server.FailAsync(Fault.Pending);
        await shop.ChargeAsync();
        shop.Store.Time.Advance(TimeSpan.FromDays(2));
        await shop.ChargeAsync();
        Assert.Equal(("pending", "pending"), await shop.StatesAsync());
        Assert.Equal("active", await shop.SubscriptionAsync());

        await shop.Server.SettleAsync(shop.Captured.Single().Id, paid);
        await shop.ChargeAsync();

        Assert.Equal((invoice, charge), await shop.StatesAsync());
        Assert.Equal(subscription, await shop.SubscriptionAsync());
    }

    [Fact]
    public async Task Dunning_OfOneWhoDoesNotPay_SuspendsGivesUpAndAsksFourTimes()
    {
        await using var shop = await InvoicedAsync("sqlite");
        await shop.Server.FailAsync(Fault.Declined, 100);
        var states = new List<string>();
        for (var day = 0; day <= 31; day++)
        {
            await shop.ChargeAsync();
            await shop.ChargeAsync();
            if (await shop.SubscriptionAsync() is var state && (states.Count == 0 || !states[^1].EndsWith(state, StringComparison.Ordinal)))
                states.Add($"day {day}: {state}");
            shop.Store.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(["day 0: past_due", "day 14: suspended", "day 30: cancelled"], states);
        Assert.Equal(4, await shop.ScalarAsync("SELECT COUNT(*) FROM charge"));
        Assert.Equal("uncollectible", (await shop.StatesAsync()).Invoice);
        await shop.AssertInvariantsAsync();
    }

    [Fact]
    public async Task Dunning_OfOneWhoPaysAtLast_IsActiveAtOnce()
    {
        await using var shop = await InvoicedAsync("sqlite");
        await shop.Server.FailAsync(Fault.Declined, 3);
        for (var day = 0; day < 14; day++)
        {
            await shop.ChargeAsync();
            shop.Store.Time.Advance(TimeSpan.FromDays(1));
        }

        await shop.ChargeAsync();

        Assert.Equal("active", await shop.SubscriptionAsync());
        Assert.Equal("paid", (await shop.StatesAsync()).Invoice);
    }

    [Fact]
    public async Task Run_WithANewMethodAfterTheLastAttempt_ChargesItAtOnceAndNoMoreOften()
    {
        await using var shop = await InvoicedAsync("sqlite");
        await shop.Server.FailAsync(Fault.Declined, 5);
        for (var day = 0; day < 20; day++)
        {
            await shop.ChargeAsync();
            shop.Store.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(("suspended", 4), (await shop.SubscriptionAsync(), await shop.ScalarAsync("SELECT COUNT(*) FROM charge")));
        await AddMethodAsync("m-2");
        await shop.ChargeAsync();
        await shop.ChargeAsync();
        Assert.Equal(("suspended", 5), (await shop.SubscriptionAsync(), await shop.ScalarAsync("SELECT COUNT(*) FROM charge")));
        shop.Store.Time.Advance(TimeSpan.FromDays(1));
        await AddMethodAsync("m-3");
        await shop.ChargeAsync();
        Assert.Equal(("active", "paid"), (await shop.SubscriptionAsync(), (await shop.StatesAsync()).Invoice));
        await shop.AssertInvariantsAsync();

        Task AddMethodAsync(string id) => shop.ExecuteAsync(
            $"""
            INSERT INTO payment_method (id, account, provider, setup, token, customer, label, made, state)
            SELECT '{id}', account, provider, setup, token, customer, label, {shop.Store.Time.GetUtcNow()
                .ToUnixTimeMilliseconds()}, state FROM payment_method WHERE id = 'm-1'
            """);
    }

    [Fact]
    public async Task Run_WithoutAMethod_AsksForNothing()
    {
        await using var shop = await InvoicedAsync("sqlite");
        await shop.ExecuteAsync("UPDATE payment_method SET state = 'gone'");

        await shop.ChargeAsync();

        Assert.Empty(shop.Captured);
        Assert.Equal(0, await shop.ScalarAsync("SELECT COUNT(*) FROM charge"));
    }

    [Fact]
    public async Task Run_RequestThatIsWrong_IsNotMadeAgain()
    {
        var (provider, asked) = (new Mock<IPaymentProvider>(MockBehavior.Strict), 0);
        provider.Setup(one => one.Name).Returns("paypal");
        provider.Setup(one => one.KeyLives).Returns(TimeSpan.FromHours(6));
        provider.Setup(one => one.TakesInvoiceOnce).Returns(true);
        provider.Setup(one => one.ChargeAsync(It.IsAny<ChargeRequest>(), It.IsAny<CancellationToken>()))
            .Callback(() => asked++).ReturnsAsync(new PaymentResult(PaymentState.Refused, Issue: "AMOUNT_MISMATCH"));
        await using var shop = await InvoicedAsync("sqlite");

        for (var day = 0; day < 20; day++)
        {
            await shop.ChargeAsync(provider.Object);
            shop.Store.Time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal((1, ("pending", "quarantined")), (asked, await shop.StatesAsync()));
    }

    [Fact]
    public async Task Run_InvoiceThatWasPaidUnderAnotherKey_IsFoundAndNotChargedAgain()
    {
        await using var shop = await InvoicedAsync("sqlite");
        await shop.Server.Provider.ChargeAsync(
            new ChargeRequest("an earlier key", "2026-000001", 34_510_000, "EUR", await shop.TokenAsync()), default);
        await shop.ChargeAsync();
        Assert.Equal(("pending", "unknown"), await shop.StatesAsync());

        shop.Store.Time.Advance(PayPalState.SearchLag);
        await shop.ChargeAsync();

        Assert.Single(shop.Captured);
        Assert.Equal(("paid", "captured"), await shop.StatesAsync());
    }

    /// <summary>
    /// PayPal answers a key with what it was used for first, whatever the body is now; Stripe refuses another body. Either way nobody is
    /// charged twice, and nothing is booked that was not taken.
    /// </summary>
    [Theory]
    [InlineData("paypal", "CAPTURED_ANOTHER_AMOUNT")]
    [InlineData("stripe", "idempotency_error")]
    public async Task Run_KeyThatWasUsedForAnotherAmount_IsSetAsideForSomebodyToLook(string provider, string issue)
    {
        await using var shop = await Business.ShopAsync(
            "sqlite", postgres,
            async store => provider == "stripe" ? await StripeServer.StartAsync(store.Time) : await PayPalServer.StartAsync(store.Time));
        var (key, method) = ($"{await shop.TextAsync("SELECT id FROM invoice")}-1", await shop.Server.MethodAsync("earlier"));
        await shop.Server.Provider.ChargeAsync(
            new ChargeRequest(key, "2025-000009", 10_000_000, "EUR", method.Token, method.Customer), default);

        await shop.WorkAsync();
        shop.Store.Time.Advance(TimeSpan.FromHours(1));
        await shop.WorkAsync();

        Assert.Single(shop.Captured);
        Assert.Equal(("pending", "quarantined"), await shop.StatesAsync());
        Assert.Equal(issue, await shop.TextAsync("SELECT issue FROM charge"));
        Assert.Equal("0", await shop.TextAsync("SELECT COUNT(*) FROM ledger WHERE account_code = 'cash'"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Webhook_OfASettledCapture_IsAppliedOnceHoweverOftenItComes(bool paid)
    {
        await using var shop = await InvoicedAsync("sqlite");
        await shop.Server.FailAsync(Fault.Pending);
        await shop.ChargeAsync();
        var capture = shop.Captured.Single().Id;
        await shop.Server.SettleAsync(capture, paid);
        // The event says the opposite: only what the provider has counts.
        var sent = new PaymentEvent("WH-EV-1", paid ? "PAYMENT.CAPTURE.DENIED" : "PAYMENT.CAPTURE.COMPLETED", capture);

        await shop.ReceiveAsync(sent);
        await shop.ReceiveAsync(sent);

        Assert.Equal(paid ? "captured" : "declined", (await shop.StatesAsync()).Charge);
        Assert.Equal(1, await shop.ScalarAsync("SELECT COUNT(*) FROM webhook WHERE state = 'applied'"));
        await shop.AssertInvariantsAsync();
    }

    [Theory]
    [InlineData("BILLING.PLAN.CREATED")]
    [InlineData("PAYMENT.CAPTURE.COMPLETED")]
    public async Task Webhook_OfWhatBillingDoesNotKnow_ChangesNothing(string type)
    {
        await using var shop = await InvoicedAsync("sqlite");

        await shop.ReceiveAsync(new PaymentEvent("WH-EV-2", type, "another's"));

        Assert.Equal("ignored", await shop.TextAsync("SELECT state FROM webhook"));
        await shop.AssertInvariantsAsync();
    }

    [Theory]
    [InlineData(nameof(EventKind.Reversal))]
    [InlineData(nameof(EventKind.Dispute))]
    public async Task Webhook_AboutAnothersMoney_ChangesNothing(string kind)
    {
        await using var shop = await InvoicedAsync("sqlite");
        var other = await shop.Server.Provider.ChargeAsync(
            new ChargeRequest("another's", "elsewhere-7", 5_000_000, "EUR", await shop.TokenAsync(), ""), default);

        await shop.ReceiveAsync(
            kind == nameof(EventKind.Dispute)
                ? await shop.Server.DisputeAsync(other.Capture!)
                : await shop.Server.ReverseAsync(other.Capture!));

        Assert.Equal("ignored", await shop.TextAsync("SELECT state FROM webhook"));
        await shop.AssertInvariantsAsync();
    }

    private async Task<Shop> InvoicedAsync(string kind)
    {
        var store = await Business.OpenAsync(kind, postgres, Plan.Of(29_000_000));
        store.Time.Advance(TimeSpan.FromHours(January + 1));
        await Business.WorkAsync(store);
        return await Shop.OpenAsync(store);
    }
}
