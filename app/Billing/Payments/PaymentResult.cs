namespace Platform.Billing.Payments;

/// <summary>The provider's answer to a charge.</summary>
/// <param name="State">What became of it.</param>
/// <param name="Order">The provider's id of the order, where there is one.</param>
/// <param name="Capture">The provider's id of the capture, where there is one.</param>
/// <param name="Issue">Why not, in the provider's word, such as <c>INSTRUMENT_DECLINED</c>.</param>
/// <param name="DebugId">What the provider's support asks for.</param>
/// <param name="AmountMicros">What the capture is over, where there is one.</param>
internal sealed record PaymentResult(
    PaymentState State, string? Order = null, string? Capture = null, string? Issue = null, string? DebugId = null,
    long? AmountMicros = null);
