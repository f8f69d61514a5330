namespace Platform.Payments.Stripe;

/// <summary>A customer's complaint.</summary>
internal sealed class StripeDispute(string id, Intent intent)
{
    public string Id { get; } = id;

    public Intent Intent { get; } = intent;

    /// <summary>needs_response, won or lost.</summary>
    public string Status { get; set; } = "needs_response";
}
