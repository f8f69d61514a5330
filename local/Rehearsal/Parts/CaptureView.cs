namespace Platform.Rehearsal.Parts;

/// <summary>Money that the provider took, or is about to take; and what of it went back, by the refunds' ids.</summary>
internal sealed record CaptureView(
    string Id, string Invoice, string Status, string Currency, long AmountMicros, long RefundedMicros, string[] Refunds)
{
    public bool IsRefunded => Status is "PARTIALLY_REFUNDED" or "REFUNDED";

    /// <summary>Whether the money is there, or was before it was given back.</summary>
    public bool IsTaken => Status == "COMPLETED" || IsRefunded;
}
