namespace Platform.Billing.Closing;

/// <summary>Usage cannot be corrected so. The message says what was asked, and what can be.</summary>
internal sealed class AdjustmentException(string message) : Exception(message);
