namespace Platform.Billing.Verification;

/// <summary>Nothing can be verified; the message says why.</summary>
internal sealed class VerificationException(string message) : Exception(message);
