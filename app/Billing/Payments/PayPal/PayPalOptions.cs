using System.ComponentModel.DataAnnotations;

namespace Platform.Billing.Payments.PayPal;

/// <summary>Configuration section <c>PayPal</c>. Without a client id no money is taken.</summary>
internal sealed class PayPalOptions
{
    public const string Section = "PayPal";

    /// <summary>The API: <c>https://api-m.sandbox.paypal.com</c> or <c>https://api-m.paypal.com</c>; loopback for the stand-in.</summary>
    [Required]
    public Uri Address { get; set; } = new("https://api-m.sandbox.paypal.com");

    /// <summary>Of the REST application.</summary>
    public string? ClientId { get; set; }

    /// <summary>Of the REST application.</summary>
    public string? ClientSecret { get; set; }

    /// <summary>Of the webhook that PayPal calls; part of what it signs.</summary>
    public string? WebhookId { get; set; }

    /// <summary>Whose certificates sign webhooks: hosts below this one. Only the stand-in has another.</summary>
    [Required]
    public string CertificateHost { get; set; } = "paypal.com";
}
