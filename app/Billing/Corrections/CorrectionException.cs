namespace Platform.Billing.Corrections;

/// <summary>Something cannot be corrected so. The message says what was asked, what is, and what can be done.</summary>
internal sealed class CorrectionException(string message) : Exception(message);
