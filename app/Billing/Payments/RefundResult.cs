namespace Platform.Billing.Payments;

/// <summary>The provider's answer to a refund, or to a question about one.</summary>
/// <param name="State">Captured where it is done, pending, declined where the provider refuses it, unknown without an answer.</param>
/// <param name="Refund">The provider's id.</param>
/// <param name="Issue">Why not, in the provider's word.</param>
/// <param name="Capture">What it is taken from; where it was asked about.</param>
/// <param name="AmountMicros">How much; where it was asked about.</param>
internal sealed record RefundResult(
    PaymentState State, string? Refund = null, string? Issue = null, string? Capture = null, long? AmountMicros = null);
