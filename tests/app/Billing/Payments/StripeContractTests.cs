using Platform.Billing.Payments;
using Platform.Billing.Payments.Stripe;

namespace Platform.Billing.Tests.Payments;

public sealed class StripeContractTests : ProviderContract
{
    private protected override async Task<StandIn> StartAsync() => await StripeServer.StartAsync(Time);

    /// <summary>Of the smallest unit: HUF and TWD have two decimals here.</summary>
    protected override string Written(string currency)
        => currency switch { "EUR" => "1234", "JPY" => "10000", "HUF" => "123400", _ => "500" };

    [Theory]
    [InlineData("KWD", 12_340_000, "12340")]
    [InlineData("ISK", 1_234_000_000, "123400")]
    [InlineData("KRW", 1_234_000_000, "1234")]
    public async Task Charge_InAnOddCurrency_IsWrittenAsStripeTakesIt(string currency, long micros, string written)
    {
        await using var server = await StripeServer.StartAsync(Time);
        var method = await server.MethodAsync();

        Assert.Equal(
            PaymentState.Captured,
            (await server.Provider.ChargeAsync(
                new ChargeRequest("k", "2026-000001", micros, currency, method.Token, method.Customer), default)).State);
        Assert.Equal((written, micros % StripeCurrency(currency)), (server.Taken.Single().Value, 0L));
    }

    [Fact]
    public async Task Check_OfAKeyThatIsRefused_NamesTheSetting()
    {
        await using var server = await StripeServer.StartAsync(Time);
        using var client = new HttpClient();
        var provider = new StripeProvider(
            client,
            Microsoft.Extensions.Options.Options.Create(new StripeOptions { Address = server.Address, SecretKey = "sk_test_wrong" }), Time);

        Assert.Equal(
            $"Stripe at {server.Address} refuses Stripe:SecretKey; set that of the account, and its own address",
            (await Assert.ThrowsAsync<PaymentException>(() => provider.CheckAsync(default))).Message);
    }

    [Fact]
    public async Task Webhook_ThatIsSigned_IsReadAndOneThatIsNotIsRefused()
    {
        await using var server = await StripeServer.StartAsync(Time);
        await using var receiver = await Receiver.StartAsync();
        await server.SendAsync(receiver.Address, "evt_1", "payment_intent.succeeded", "pi_1");

        Assert.Equal(
            new PaymentEvent("evt_1", "payment_intent.succeeded", "pi_1"),
            await server.Provider.ReadWebhookAsync(receiver.Raw, receiver.Headers, default));
        var changed = receiver.Raw.ToArray();
        changed[^2] ^= 1;
        await RefusedAsync(changed, receiver.Headers);
        Time.Advance(TimeSpan.FromMinutes(6));
        await RefusedAsync(receiver.Raw, receiver.Headers);
        await RefusedAsync(receiver.Raw, new(receiver.Headers) { ["Stripe-Signature"] = "nonsense" });
        await RefusedAsync(receiver.Raw, []);

        async Task RefusedAsync(byte[] raw, Dictionary<string, string> headers)
            => await Assert.ThrowsAsync<SignatureException>(() => server.Provider.ReadWebhookAsync(raw, headers, default));
    }

    private static long StripeCurrency(string code) => Billing.Money.Currencies.Stripe.Find(code).SmallestMicros;
}
