using System.Data.Common;
using System.Text.Json;
using Platform.Billing.Closing;
using Platform.Billing.Credits;
using Platform.Billing.Data;
using Platform.Billing.Ledger;
using Platform.Billing.Rating;

namespace Platform.Billing.Invoices;

/// <summary>Makes an invoice of each rated period: number, document and books in one transaction.</summary>
internal sealed class Invoicer(Lease lease, InvoiceTerms terms, TimeProvider time)
{
    private const int Together = 200;

    /// <returns>How many were made.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var (count, made) = (0, 0);
        do
            count += made = await lease.WriteAsync(SomeAsync, cancellationToken);
        while (made > 0);
        return count;
    }

    private async Task<int> SomeAsync(DbTransaction transaction)
    {
        var rated = await InvoiceStore.RatedAsync(transaction, Together);
        foreach (var row in rated)
            await IssueAsync(transaction, row);
        return rated.Count;
    }

    private async Task IssueAsync(DbTransaction transaction, RatedRow row)
    {
        var now = time.GetUtcNow();
        var carriedIn = await InvoiceStore.CarriedAsync(transaction, row.Sid);
        var number = await InvoiceStore.NumberAsync(transaction, now.Year);
        var invoice = Make(row, number, now, carriedIn);
        var credits = await CreditGrants.PlanAsync(transaction, row.Account.Id, terms.Taken.Find(invoice.Currency), invoice.TotalMicros, now);
        if (credits.Count > 0)
            invoice = invoice with { CreditMicros = credits.Sum(use => use.AmountMicros) };
        await InvoiceStore.AddAsync(transaction, invoice, row.StartHour);
        var about = new EntryDetails(now, row.Sid, invoice.Currency, "invoice", number);
        await Books.WriteAsync(
            transaction, invoice.Id, about,
            new Posting(Books.Receivable, invoice.TotalMicros), new Posting(Books.Revenue, -invoice.NetMicros), new Posting(Books.Tax, -invoice.TaxMicros));
        await CreditGrants.UseAsync(transaction, invoice.Id, credits, about);
    }

    private Invoice Make(RatedRow row, string number, DateTimeOffset now, long carriedIn)
    {
        var rated = JsonSerializer.Deserialize(row.Snapshot, ClosingJson.Default.RatedPeriod)!;
        var currency = terms.Taken.Find(row.Account.Currency);
        var amounts = InvoiceAmounts.Of(
            rated.Period, [.. rated.Lines.Select(line => line.ToLine())], carriedIn, currency, (row.Account.TaxRatePpm, terms.MinimumMicros));
        return new Invoice(
            $"inv-{InvoiceStore.Sha256($"{row.Sid}\n{row.StartHour}")[..24]}", number, row.Sid, row.Account, Hours.ToTime(rated.Period.Start),
            Hours.ToTime(rated.Period.End), now, now.AddDays(terms.DueDays), currency.Code, currency.Exponent, amounts.NetMicros, amounts.TaxMicros,
            amounts.TotalMicros, carriedIn, amounts.CarriedOutPico, amounts.Lines, Seller: terms.Seller);
    }
}
