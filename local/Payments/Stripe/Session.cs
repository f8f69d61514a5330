namespace Platform.Payments.Stripe;

/// <summary>A Checkout Session that keeps a card for later.</summary>
internal sealed class Session(string id, string customer, Uri success, Uri cancel)
{
    public string Id { get; } = id;

    public string Customer { get; } = customer;

    public Uri Success { get; } = success;

    public Uri Cancel { get; } = cancel;

    /// <summary>Once the payer agreed; null before.</summary>
    public string? Method { get; set; }

    public string Setup => $"seti_{Id[8..]}";
}
