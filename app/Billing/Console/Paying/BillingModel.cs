namespace Platform.Billing.Console.Paying;

/// <summary>What a customer pays with, and what was billed.</summary>
/// <param name="Methods">Those that can be charged, the newest first, which is the one that is charged.</param>
/// <param name="Invoices">The newest first.</param>
/// <param name="Providers">Where a method can be approved.</param>
/// <param name="Return">Where to go on after an approval.</param>
internal sealed record BillingModel(
    IReadOnlyList<MethodRow> Methods, IReadOnlyList<InvoiceRow> Invoices, IReadOnlyList<string> Providers, string Return);
