namespace Platform.Billing.Consent;

/// <summary>A consent cannot become what was asked. The message says why, and what can be done.</summary>
internal sealed class ConsentException(string message) : Exception(message);
