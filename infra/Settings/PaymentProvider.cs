namespace Platform.Infra.Settings;

/// <summary>Who takes the customers' money.</summary>
internal enum PaymentProvider
{
    /// <summary>Nobody: invoices are made, and stay open.</summary>
    None,

    /// <summary>https://developer.paypal.com</summary>
    Paypal,

    /// <summary>https://docs.stripe.com</summary>
    Stripe,
}
