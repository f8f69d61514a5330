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
    private const int Together = 500;

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
        if (rated.Count == 0)
            return 0;
        var now = time.GetUtcNow();
        var number = await InvoiceStore.NumbersAsync(transaction, now.Year, rated.Count);
        var carried = await InvoiceStore.CarriedAsync(transaction, [.. rated.Select(row => row.Sid).Distinct()]);
        var credited = await CreditGrants.AccountsAsync(transaction, [.. rated.Select(row => row.Account.Id).Distinct()]);
        var made = new List<(Invoice, long)>(rated.Count);
        foreach (var row in rated)
        {
            var invoice = Make(row, FormattableString.Invariant($"{now.Year}-{number++:D6}"), now, carried.GetValueOrDefault(row.Sid));
            carried[row.Sid] = invoice.CarriedOutPico;
            if (credited.Contains(row.Account.Id))
                await IssueAsync(transaction, invoice, row);
            else
                made.Add((invoice, row.StartHour));
        }

        await InvoiceStore.AddAsync(transaction, made);
        await Books.WriteAsync(transaction, [.. made.Select(one => Entry(one.Item1))]);
        await InvoiceNotices.IssuedAsync(transaction, made.Select(one => one.Item1), now);
        return rated.Count;
    }

    /// <summary>One that credits may pay, before the next one looks at what is left of them.</summary>
    private async Task IssueAsync(DbTransaction transaction, Invoice invoice, RatedRow row)
    {
        var credits = await CreditGrants.PlanAsync(
            transaction, row.Account.Id, terms.Taken.Find(invoice.Currency), invoice.TotalMicros, invoice.Issued);
        if (credits.Count > 0)
            invoice = invoice with { CreditMicros = credits.Sum(use => use.AmountMicros) };
        await InvoiceStore.AddAsync(transaction, [(invoice, row.StartHour)]);
        var entry = Entry(invoice);
        await Books.WriteAsync(transaction, [entry]);
        await CreditGrants.UseAsync(transaction, invoice.Id, credits, entry.About);
        await InvoiceNotices.IssuedAsync(transaction, [invoice], invoice.Issued);
    }

    private static (string Entry, EntryDetails About, Posting[] Postings) Entry(Invoice invoice) => (
        invoice.Id, new EntryDetails(invoice.Issued, invoice.Subscription, invoice.Currency, "invoice", invoice.Number),
        [new(Books.Receivable, invoice.TotalMicros), new(Books.Revenue, -invoice.NetMicros), new(Books.Tax, -invoice.TaxMicros)]);

    private Invoice Make(RatedRow row, string number, DateTimeOffset now, long carriedIn)
    {
        var rated = JsonSerializer.Deserialize(row.Snapshot, ClosingJson.Default.RatedPeriod)!;
        var currency = terms.Taken.Find(row.Account.Currency);
        var amounts = InvoiceAmounts.Of(
            rated.Period, [.. rated.Lines.Select(line => line.ToLine())], carriedIn, currency,
            (row.Account.TaxRatePpm, terms.MinimumMicros));
        return new Invoice(
            $"inv-{TextHash.Of($"{row.Sid}\n{row.StartHour}")[..24]}", number, row.Sid, row.Account, Hours.ToTime(rated.Period.Start),
            Hours.ToTime(rated.Period.End), now, now.AddDays(terms.DueDays), currency.Code, currency.Exponent, amounts.NetMicros,
            amounts.TaxMicros,
            amounts.TotalMicros, carriedIn, amounts.CarriedOutPico, amounts.Lines, Seller: terms.Seller);
    }
}
