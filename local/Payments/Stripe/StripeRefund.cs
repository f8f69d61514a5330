namespace Platform.Payments.Stripe;

/// <summary>Money that went back.</summary>
internal sealed class StripeRefund(string id, Intent intent, long amount, DateTimeOffset made)
{
    public string Id { get; } = id;

    public Intent Intent { get; } = intent;

    public long Amount { get; } = amount;

    public DateTimeOffset Made { get; } = made;

    /// <summary>succeeded, pending or failed.</summary>
    public string Status { get; set; } = "succeeded";
}
