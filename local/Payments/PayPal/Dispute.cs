namespace Platform.Payments.PayPal;

/// <summary>A customer's complaint about a payment.</summary>
internal sealed class Dispute(string id, Capture capture, string reason)
{
    public string Id { get; } = id;

    public Capture Capture { get; } = capture;

    public string Reason { get; } = reason;

    /// <summary>OPEN, UNDER_REVIEW or RESOLVED.</summary>
    public string Status { get; set; } = "OPEN";

    /// <summary>Such as RESOLVED_BUYER_FAVOUR; null until it is resolved.</summary>
    public string? Outcome { get; set; }
}
