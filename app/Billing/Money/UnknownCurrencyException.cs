namespace Platform.Billing.Money;

/// <summary>A currency that cannot be charged. The message lists those that can.</summary>
internal sealed class UnknownCurrencyException(string message) : Exception(message);
