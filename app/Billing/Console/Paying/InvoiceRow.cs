namespace Platform.Billing.Console.Paying;

/// <summary>An invoice in a list.</summary>
/// <param name="IssuedAt">Milliseconds since 1970.</param>
/// <param name="DueAt">Milliseconds since 1970.</param>
internal sealed record InvoiceRow(
    string Number, long IssuedAt, long DueAt, long TotalMicros, long CreditedMicros, string Currency, string State);
