namespace Platform.Billing.Payments;

/// <summary>Money that the provider says it moved.</summary>
/// <param name="Id">The provider's: the capture's, the refund's or the reversal's.</param>
/// <param name="Kind">A capture, a refund or a reversal.</param>
/// <param name="At">When, by the provider's clock.</param>
/// <param name="AmountMicros">Above 0, whichever way.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="InvoiceNumber">Where the provider knows it.</param>
internal sealed record Movement(string Id, EventKind Kind, DateTimeOffset At, long AmountMicros, string Currency, string? InvoiceNumber);
