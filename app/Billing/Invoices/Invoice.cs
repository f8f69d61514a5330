using Platform.Billing.Customers;

namespace Platform.Billing.Invoices;

/// <summary>An invoice, as it is kept and shown; it never changes.</summary>
/// <param name="Id">The same for a subscription's period, however often it is made.</param>
/// <param name="Number">Without gaps within a year.</param>
/// <param name="Subscription">What was used.</param>
/// <param name="Account">Who pays, as they were when it was issued.</param>
/// <param name="From">Of the period; included.</param>
/// <param name="To">Of the period; not included.</param>
/// <param name="Issued">When it was made.</param>
/// <param name="Due">When it is to be paid.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Exponent">Decimals of the currency, as the payment provider has them.</param>
/// <param name="NetMicros">The lines' sum, in µ-units.</param>
/// <param name="TaxMicros">By the account's rate, rounded half up to the smallest amount.</param>
/// <param name="TotalMicros">Net and tax: what is charged.</param>
/// <param name="CarriedInPico">What earlier invoices left over, in 10⁻¹² of the currency's unit.</param>
/// <param name="CarriedOutPico">What this one leaves to the next.</param>
/// <param name="Lines">In the order of the rating.</param>
/// <param name="CreditMicros">What was paid with credits; null for nothing.</param>
/// <param name="Seller">Who sells, where that was set.</param>
internal sealed record Invoice(
    string Id, string Number, string Subscription, Account Account, DateTimeOffset From, DateTimeOffset To, DateTimeOffset Issued,
    DateTimeOffset Due,
    string Currency, int Exponent, long NetMicros, long TaxMicros, long TotalMicros, long CarriedInPico, long CarriedOutPico,
    IReadOnlyList<InvoiceLine> Lines,
    long? CreditMicros = null, Seller? Seller = null);
