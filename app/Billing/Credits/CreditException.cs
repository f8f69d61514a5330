namespace Platform.Billing.Credits;

/// <summary>A credit cannot be given so. The message says what was asked, what is, and what can be done.</summary>
internal sealed class CreditException(string message) : Exception(message);
