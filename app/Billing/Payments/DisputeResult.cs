namespace Platform.Billing.Payments;

/// <summary>A dispute as the provider has it.</summary>
/// <param name="State">Open, won by us, lost; or unknown, and then the rest tells nothing.</param>
/// <param name="Capture">What is disputed.</param>
/// <param name="AmountMicros">How much of it.</param>
/// <param name="Reason">In the provider's word.</param>
internal sealed record DisputeResult(DisputeState State, string Capture, long AmountMicros, string? Reason);
