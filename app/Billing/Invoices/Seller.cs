namespace Platform.Billing.Invoices;

/// <summary>Who sells, as documents name them.</summary>
/// <param name="Name">Of the company.</param>
/// <param name="Address">One line for each of the address's lines.</param>
/// <param name="TaxId">Such as a VAT number.</param>
internal sealed record Seller(string Name, string Address, string TaxId);
