using Microsoft.Extensions.Options;
using Platform.Billing.Payments;
using Platform.Billing.Payments.PayPal;
using Platform.Billing.Payments.Stripe;

namespace Platform.Billing.Tests.Payments;

/// <summary>
/// The providers' own sandboxes, where credentials are set. A payment method that somebody approved once there is given as well, as no
/// program can approve one: <c>PAYPAL_SANDBOX_CLIENT_ID</c>, <c>_SECRET</c>, <c>_VAULT_TOKEN</c>; <c>STRIPE_TEST_SECRET_KEY</c>,
/// <c>_CUSTOMER</c>, <c>_PAYMENT_METHOD</c>.
/// </summary>
public sealed class SandboxTests
{
    [SkippableTheory]
    [InlineData("paypal")]
    [InlineData("stripe")]
    public async Task Charge_AtTheSandbox_IsOneCaptureThatIsReadFoundAndGivenBack(string name)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(1) };
        var (provider, token, customer) = name == "paypal" ? PayPal(http) : Stripe(http);
        var invoice = $"test-{TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds()}";
        var request = new ChargeRequest($"charge-{invoice}", invoice, 1_230_000, "EUR", token, customer);

        await provider.CheckAsync(default);
        var first = await provider.ChargeAsync(request, default);
        var again = await provider.ChargeAsync(request, default);
        Assert.Equal((PaymentState.Captured, first.Capture), (first.State, again.Capture));
        Assert.Equal(
            (PaymentState.Captured, 1_230_000L),
            await provider.ReadAsync(first.Capture!, default) is { } read ? (read.State, read.AmountMicros!.Value) : default);
        var refund = await provider.RefundAsync($"refund-{invoice}", first.Capture!, 1_230_000, "EUR", default);
        Assert.Equal(
            (PaymentState.Captured, refund.Refund),
            await provider.ReadRefundAsync(refund.Refund!, default) is { } back ? (back.State, back.Refund) : default);
    }

    private static (IPaymentProvider, string, string) PayPal(HttpClient http)
    {
        var options = Options.Create(
            new PayPalOptions { ClientId = Setting("PAYPAL_SANDBOX_CLIENT_ID"), ClientSecret = Setting("PAYPAL_SANDBOX_SECRET") });
        var time = TimeProvider.System;
        return (new PayPal(new PayPalSession(http, options, time), new PayPalSignature(http, options, time), time),
            Setting("PAYPAL_SANDBOX_VAULT_TOKEN"), "");
    }

    private static (IPaymentProvider, string, string) Stripe(HttpClient http) => (
        new StripeProvider(http, Options.Create(new StripeOptions { SecretKey = Setting("STRIPE_TEST_SECRET_KEY") }), TimeProvider.System),
        Setting("STRIPE_TEST_PAYMENT_METHOD"), Setting("STRIPE_TEST_CUSTOMER"));

    private static string Setting(string name)
    {
        var value = Environment.GetEnvironmentVariable(name);
        Skip.If(string.IsNullOrEmpty(value), $"{name} is not set: the sandbox is tried with credentials alone");
        return value!;
    }
}
