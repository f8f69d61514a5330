using System.ComponentModel.DataAnnotations;

namespace Platform.Billing.Payments.Stripe;

/// <summary>Configuration section <c>Stripe</c>. Without a secret key no money is taken by it.</summary>
internal sealed class StripeOptions
{
    public const string Section = "Stripe";

    /// <summary>The API; loopback for the stand-in.</summary>
    [Required]
    public Uri Address { get; set; } = new("https://api.stripe.com");

    /// <summary>Begins with <c>sk_test_</c>, <c>sk_live_</c> or, restricted, <c>rk_</c>.</summary>
    public string? SecretKey { get; set; }

    /// <summary>Of the webhook endpoint: begins with <c>whsec_</c>.</summary>
    public string? WebhookSecret { get; set; }
}
