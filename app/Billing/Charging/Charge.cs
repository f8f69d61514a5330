namespace Platform.Billing.Charging;

/// <summary>An attempt to take an invoice's money.</summary>
/// <param name="Id">Its idempotency key.</param>
/// <param name="Invoice">The id of what is paid.</param>
/// <param name="Number">The number of what is paid.</param>
/// <param name="Sid">Whose.</param>
/// <param name="AmountMicros">As it was when the attempt began.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Token">Of the payment method.</param>
/// <param name="Started">Milliseconds since 1970.</param>
/// <param name="State">As it was read.</param>
/// <param name="Capture">The provider's id, once there is one.</param>
/// <param name="Customer">The provider's id of the payer.</param>
/// <param name="Issued">When the invoice was issued; milliseconds since 1970.</param>
internal sealed record Charge(
    string Id, string Invoice, string Number, string Sid, long AmountMicros, string Currency, string Token, long Started, string State,
    string? Capture,
    string? Customer, long Issued);
