using Platform.Billing.Customers;
using Platform.Billing.Invoices;

namespace Platform.Billing.Corrections;

/// <summary>Takes back an invoice, or a part of it. It never changes either.</summary>
/// <param name="Id">The order's.</param>
/// <param name="Number">Of its own, without gaps within a year.</param>
/// <param name="Invoice">The number of what is taken back.</param>
/// <param name="Subscription">Whose.</param>
/// <param name="Account">Who paid, as the invoice has it.</param>
/// <param name="Seller">As the invoice has it.</param>
/// <param name="Issued">When.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Exponent">Decimals of the currency.</param>
/// <param name="NetMicros">Without tax.</param>
/// <param name="TaxMicros">In the invoice's proportion.</param>
/// <param name="TotalMicros">Both.</param>
/// <param name="Reason">Why.</param>
internal sealed record CreditNote(
    string Id, string Number, string Invoice, string Subscription, Account Account, Seller? Seller, DateTimeOffset Issued,
    string Currency, int Exponent,
    long NetMicros, long TaxMicros, long TotalMicros, string Reason);
