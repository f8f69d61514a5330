namespace Platform.Billing.Invoices;

/// <summary>How invoices are made.</summary>
/// <param name="MinimumMicros">Net amounts below are carried to the next invoice, in µ-units.</param>
/// <param name="DueDays">From the issue to when it is to be paid.</param>
internal sealed record InvoiceTerms(long MinimumMicros, int DueDays);
