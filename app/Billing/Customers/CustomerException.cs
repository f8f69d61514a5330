namespace Platform.Billing.Customers;

/// <summary>A subscription cannot become what was asked. The message says what it is, and what it can become.</summary>
internal sealed class CustomerException(string message) : Exception(message);
