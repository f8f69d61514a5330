namespace Platform.Billing.Customers;

/// <summary>Who pays: a person or a company, as the identity provider knows them.</summary>
/// <param name="Id">Our own.</param>
/// <param name="Issuer">Of the sign-in.</param>
/// <param name="Subject">Of the sign-in; unique with the issuer.</param>
/// <param name="Email">Where notices go.</param>
/// <param name="Name">As invoices have it.</param>
/// <param name="Country">ISO 3166, two letters.</param>
/// <param name="Currency">ISO 4217; of all the account's plans.</param>
/// <param name="TaxRatePpm">In millionths: 190,000 is 19 %.</param>
internal sealed record Account(
    string Id, string Issuer, string Subject, string Email, string Name, string Country, string Currency, long TaxRatePpm);
