using System.Text;
using System.Text.Json;
using global::Stripe;

namespace Platform.Billing.Payments.Stripe;

/// <summary>Webhooks, by their signature: HMAC-SHA256 over a time, which is not old, and the raw body.</summary>
/// <seealso href="https://docs.stripe.com/webhooks#verify-manually"/>
internal sealed partial class StripeProvider
{
    private const long ToleranceSeconds = 300;

    public Task<PaymentEvent> ReadWebhookAsync(
        ReadOnlyMemory<byte> raw, IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        if (!headers.TryGetValue("Stripe-Signature", out var signature))
            throw new SignatureException("the webhook has no header Stripe-Signature");
        if (string.IsNullOrEmpty(options.Value.WebhookSecret))
            throw new SignatureException("a webhook came, and Stripe:WebhookSecret is not set");
        var text = Encoding.UTF8.GetString(raw.Span);
        try
        {
            EventUtility.ValidateSignature(
                text, signature, options.Value.WebhookSecret, ToleranceSeconds, time.GetUtcNow().ToUnixTimeSeconds());
        }
        catch (Exception refused) when (refused is StripeException or FormatException or ArgumentException or KeyNotFoundException
            or InvalidOperationException or OverflowException)
        {
            throw new SignatureException($"the webhook's signature is not of this body, secret and time: {refused.Message}");
        }

        return Task.FromResult(Read(raw));
    }

    private static PaymentEvent Read(ReadOnlyMemory<byte> raw)
    {
        try
        {
            using var sent = JsonDocument.Parse(raw);
            var root = sent.RootElement;
            if (root.GetProperty("id").GetString() is { } id && root.GetProperty("type").GetString() is { } type)
                return new PaymentEvent(id, type, root.GetProperty("data").GetProperty("object").GetProperty("id").GetString() ?? "");
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Said below
        }

        throw new SignatureException("the webhook is signed, and is no event");
    }
}
