using Platform.Billing.Payments;
using Platform.Payments.Http;
using Platform.Payments.PayPal;

namespace Platform.Billing.Tests.Payments;

public sealed class PayPalTests : IAsyncLifetime
{
    private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider _time = new(Plan.Always);
    private PayPalServer _server = null!;

    public async Task InitializeAsync() => _server = await PayPalServer.StartAsync(_time);

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Fact]
    public async Task Method_ThatThePayerApproves_ComesBackAndCanBeCharged()
    {
        var back = new Uri("http://127.0.0.1/back?state=1");
        var start = await _server.Provider.StartMethodAsync("k-1", back, new Uri("http://127.0.0.1/cancel"), default);
        Assert.Equal(start, await _server.Provider.StartMethodAsync("k-1", back, new Uri("http://127.0.0.1/cancel"), default));
        Assert.Equal(_server.Address.Port, start.ApproveAt.Port);

        Assert.Equal(back, await _server.ApproveAsync(start.Setup));
        var method = await _server.Provider.FinishMethodAsync("k-2", start.Setup, default);

        Assert.Equal("payer@example.com", method.Label);
        Assert.Equal(PaymentState.Captured, (await ChargeAsync(method.Token, "2026-000001", 12_340_000)).State);
    }

    [Fact]
    public async Task Method_ThatIsNotApproved_IsRefusedInPayPalsWord()
    {
        var start = await _server.Provider.StartMethodAsync("k-1", _server.Address, _server.Address, default);

        var refused = await Assert.ThrowsAsync<PaymentException>(() => _server.Provider.FinishMethodAsync("k-2", start.Setup, default));

        Assert.Equal(
            "PayPal refuses taking an approved payment method: 422 SETUP_TOKEN_NOT_APPROVED (debug id f6c1e2a09b7d4)", refused.Message);
    }

    [Theory]
    [InlineData("EUR", 12_340_000, "12.34")]
    [InlineData("HUF", 1_234_000_000, "1234")]
    [InlineData("JPY", 10_000_000_000, "10000")]
    [InlineData("TWD", 5_000_000, "5")]
    public async Task Charge_InAnyCurrency_HasTheDecimalsThatPayPalTakes(string currency, long micros, string value)
    {
        var result = await ChargeAsync((await _server.MethodAsync()).Token, "2026-000001", micros, currency);

        Assert.Equal((PaymentState.Captured, value), (result.State, _server.Captures.Single().Value));
    }

    [Fact]
    public async Task Charge_TheSameKeyTwice_IsOneCapture()
    {
        var token = (await _server.MethodAsync()).Token;

        Assert.Equal(await ChargeAsync(token, "2026-000001", 10_000_000), await ChargeAsync(token, "2026-000001", 10_000_000));
        Assert.Single(_server.Captures);
    }

    [Theory]
    [InlineData(Fault.AnswerLost, PaymentState.Unknown, null)]
    [InlineData(Fault.ErrorBefore, PaymentState.Unknown, "INTERNAL_SERVER_ERROR")]
    [InlineData(Fault.TooMany, PaymentState.Unknown, "RATE_LIMIT_REACHED")]
    [InlineData(Fault.Declined, PaymentState.Declined, "INSTRUMENT_DECLINED")]
    [InlineData(Fault.DeclinedCapture, PaymentState.Declined, "DECLINED")]
    [InlineData(Fault.Pending, PaymentState.Pending, "ECHECK")]
    public async Task Charge_ThatMeetsAFault_SaysWhatIsKnown(object fault, object state, string? issue)
    {
        var token = (await _server.MethodAsync()).Token;
        await _server.FailAsync((Fault)fault);

        var result = await ChargeAsync(token, "2026-000001", 10_000_000);

        Assert.Equal((state, issue), ((object)result.State, result.Issue));
    }

    [Fact]
    public async Task Charge_OfAMethodThatIsGone_IsTheCustomers()
        => Assert.Equal(
            (PaymentState.Declined, "TOKEN_ID_NOT_FOUND"),
            await ChargeAsync("gone", "2026-000001", 10_000_000) is var result ? (result.State, result.Issue) : default);

    [Fact]
    public async Task Find_BeforeAndAfterTheSearchKnows_GivesNothingThenTheCapture()
    {
        var charged = await ChargeAsync((await _server.MethodAsync()).Token, "2026-000001", 10_000_000);
        Assert.Null(await _server.Provider.FindAsync("2026-000001", _time.GetUtcNow(), default));

        var from = _time.GetUtcNow();
        _time.Advance(PayPalState.SearchLag);

        Assert.Equal(charged.Capture, (await _server.Provider.FindAsync("2026-000001", from, default))?.Capture);
        Assert.Null(await _server.Provider.FindAsync("2026-000002", from, default));
    }

    [Fact]
    public async Task Refund_InParts_EndsAtWhatWasTaken()
    {
        var capture = (await ChargeAsync((await _server.MethodAsync()).Token, "2026-000001", 10_000_000)).Capture!;

        var first = await _server.Provider.RefundAsync("r-1", capture, 4_000_000, "EUR", default);
        Assert.Equal(first, await _server.Provider.RefundAsync("r-1", capture, 4_000_000, "EUR", default));
        Assert.Equal(
            (PaymentState.Declined, "REFUND_AMOUNT_EXCEEDED"),
            await _server.Provider.RefundAsync("r-2", capture, 6_010_000, "EUR", default) is var refused
                ? (refused.State, refused.Issue)
                : default);
        Assert.Equal(PaymentState.Captured, (await _server.Provider.RefundAsync("r-3", capture, 6_000_000, "EUR", default)).State);
        Assert.Equal(("REFUNDED", 10m), _server.Captures.Single() is var taken ? (taken.Status, taken.Refunded) : default);
    }

    [Fact]
    public async Task SignIn_WithAWrongSecret_NamesTheSettings()
    {
        using var client = new HttpClient();
        var options = Microsoft.Extensions.Options.Options.Create(
            new Billing.Payments.PayPal.PayPalOptions { Address = _server.Address, ClientId = "me", ClientSecret = "wrong" });
        using var session = new Billing.Payments.PayPal.PayPalSession(client, options, _time);

        var refused = await Assert.ThrowsAsync<PaymentException>(
            () => session.SendAsync(HttpMethod.Get, "/v2/payments/captures/x", null, null, default));

        Assert.Equal(
            $"PayPal at {_server.Address} refuses PayPal:ClientId and PayPal:ClientSecret; set those of the application, and its "
            + "own address", refused.Message);
    }

    [Fact]
    public async Task Webhook_ThatIsSigned_IsRead()
    {
        var (raw, headers) = await WebhookAsync(PayPalServer.WebhookId);

        Assert.Equal(
            new PaymentEvent("WH-EV", "PAYMENT.CAPTURE.COMPLETED", "CAP"), await _server.Provider.ReadWebhookAsync(raw, headers, default));
    }

    public static TheoryData<string, string?, string> Forged => new()
    {
        { "PAYPAL-TRANSMISSION-SIG", "AAAA", "the webhook's signature is not of this body and webhook id" },
        { "PAYPAL-TRANSMISSION-SIG", "no base64!", "the webhook's signature is not base64" },
        { "PAYPAL-TRANSMISSION-ID", "another", "the webhook's signature is not of this body and webhook id" },
        { "PAYPAL-TRANSMISSION-TIME", null, "the webhook has no header PAYPAL-TRANSMISSION-TIME" },
        { "PAYPAL-AUTH-ALGO", "none", "the webhook is signed by 'none'; expected SHA256withRSA" },
        {
            "PAYPAL-CERT-URL", "https://paypal.com.attacker.example/cert",
            "the webhook's certificate is at 'https://paypal.com.attacker.example/cert'; expected an https address below 127.0.0.1"
        },
        {
            "PAYPAL-CERT-URL", "file:///etc/passwd",
            "the webhook's certificate is at 'file:///etc/passwd'; expected an https address below 127.0.0.1"
        },
    };

    [Theory]
    [MemberData(nameof(Forged))]
    public async Task Webhook_ThatIsForged_IsRefused(string header, string? value, string reason)
    {
        var (raw, headers) = await WebhookAsync(PayPalServer.WebhookId);
        headers.Remove(header);
        if (value is not null)
            headers[header] = value;

        Assert.Equal(
            reason, (await Assert.ThrowsAsync<SignatureException>(() => _server.Provider.ReadWebhookAsync(raw, headers, default))).Message);
    }

    [Fact]
    public async Task Webhook_OfAnotherBodyOrReceiver_IsRefused()
    {
        var (raw, headers) = await WebhookAsync(PayPalServer.WebhookId);
        raw[^2] ^= 1;
        await Assert.ThrowsAsync<SignatureException>(() => _server.Provider.ReadWebhookAsync(raw, headers, default));

        (raw, headers) = await WebhookAsync("another's");
        await Assert.ThrowsAsync<SignatureException>(() => _server.Provider.ReadWebhookAsync(raw, headers, default));
    }

    private Task<PaymentResult> ChargeAsync(string token, string invoice, long micros, string currency = "EUR")
        => _server.Provider.ChargeAsync(new ChargeRequest($"charge-of-{invoice}", invoice, micros, currency, token), default);

    /// <summary>What the stand-in sends, as its receiver gets it.</summary>
    private async Task<(byte[] Raw, Dictionary<string, string> Headers)> WebhookAsync(string signedFor)
    {
        await using var receiver = await Receiver.StartAsync();
        await _server.SendAsync(receiver.Address, "WH-EV", "PAYMENT.CAPTURE.COMPLETED", "CAP", signedFor);
        return (receiver.Raw, receiver.Headers);
    }
}
