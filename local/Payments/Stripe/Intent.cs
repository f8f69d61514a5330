namespace Platform.Payments.Stripe;

/// <summary>A PaymentIntent: money taken, about to be, or refused.</summary>
internal sealed class Intent(string id, long amount, string currency, string invoice, DateTimeOffset made)
{
    public string Id { get; } = id;

    /// <summary>In the currency's smallest written unit.</summary>
    public long Amount { get; } = amount;

    /// <summary>In small letters.</summary>
    public string Currency { get; } = currency;

    /// <summary>Of its metadata.</summary>
    public string Invoice { get; } = invoice;

    public DateTimeOffset Made { get; } = made;

    /// <summary>succeeded, processing or requires_payment_method.</summary>
    public string Status { get; set; } = "succeeded";

    public long Refunded { get; set; }

    public string Charge => $"ch_{Id[3..]}";
}
