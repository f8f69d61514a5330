namespace Platform.Billing.Payments;

/// <summary>A webhook that the provider did not sign. It is kept as evidence, and has no effect.</summary>
internal sealed class SignatureException(string message) : Exception(message);
