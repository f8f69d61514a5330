using Platform.Billing.Money;

namespace Platform.Billing.Invoices;

/// <summary>How invoices are made.</summary>
/// <param name="MinimumMicros">Net amounts below are carried to the next invoice, in µ-units.</param>
/// <param name="DueDays">From the issue to when it is to be paid.</param>
/// <param name="Seller">Who sells, where that is set.</param>
/// <param name="Currencies">What the payment providers take; PayPal's without one.</param>
internal sealed record InvoiceTerms(long MinimumMicros, int DueDays, Seller? Seller = null, CurrencyTable? Currencies = null)
{
    public CurrencyTable Taken => Currencies ?? Money.Currencies.PayPal;
}
