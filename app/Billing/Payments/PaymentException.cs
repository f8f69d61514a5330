namespace Platform.Billing.Payments;

/// <summary>The provider refuses a call that is not a charge; the message has its words.</summary>
internal sealed class PaymentException(string message) : Exception(message);
