namespace Platform.Billing.Corrections;

/// <summary>What is to be taken back of an invoice.</summary>
/// <param name="Id">The caller's: the same one again changes nothing.</param>
/// <param name="InvoiceNumber">Of the invoice.</param>
/// <param name="AmountMicros">Tax included; null for all that is left.</param>
/// <param name="Reason">For the customer and the audit.</param>
/// <param name="Actor">Who.</param>
internal sealed record CreditOrder(string Id, string InvoiceNumber, long? AmountMicros, string Reason, string Actor);
