namespace Platform.Billing.Payments;

/// <summary>What is charged.</summary>
/// <param name="Key">The idempotency key: the same call under it charges once.</param>
/// <param name="InvoiceNumber">Which the provider takes once.</param>
/// <param name="AmountMicros">A multiple of the currency's smallest amount.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Token">Of the payment method.</param>
/// <param name="Customer">The provider's id of the payer, where it wants one.</param>
internal sealed record ChargeRequest(
    string Key, string InvoiceNumber, long AmountMicros, string Currency, string Token, string Customer = "");
