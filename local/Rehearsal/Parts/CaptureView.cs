namespace Platform.Rehearsal.Parts;

/// <summary>Money that the provider took, or is about to take.</summary>
internal sealed record CaptureView(string Id, string Invoice, string Status, string Currency, long AmountMicros, long RefundedMicros)
{
    /// <summary>Whether the money is there, or was before it was given back.</summary>
    public bool IsTaken => Status is "COMPLETED" or "PARTIALLY_REFUNDED" or "REFUNDED";
}
