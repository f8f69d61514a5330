namespace Platform.Billing.Corrections;

/// <summary>Money on its way back.</summary>
/// <param name="Id">With the attempt, the idempotency key.</param>
/// <param name="Attempt">From 1: what was refused may be asked for again.</param>
/// <param name="Capture">The provider's id of what it is taken from.</param>
/// <param name="AmountMicros">How much.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Sid">Whose.</param>
/// <param name="Number">Of the credit note.</param>
/// <param name="State">As it was read.</param>
/// <param name="Provided">The provider's id, once there is one.</param>
internal sealed record Refund(
    string Id, long Attempt, string Capture, long AmountMicros, string Currency, string Sid, string Number, string State, string? Provided)
{
    public string Key => Attempt == 1 ? Id : FormattableString.Invariant($"{Id}{Attempt}");
}
