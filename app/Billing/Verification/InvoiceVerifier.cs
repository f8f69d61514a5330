using System.Data.Common;
using System.Text.Json;
using Dapper;
using Platform.Billing.Closing;
using Platform.Billing.Data;
using Platform.Billing.Ingest;
using Platform.Billing.Invoices;
using Platform.Billing.Money;
using Platform.Billing.Rating;

namespace Platform.Billing.Verification;

/// <summary>Makes an invoice again from the logs and the plans alone, and compares it with the one that was issued, to the byte.</summary>
internal sealed class InvoiceVerifier(Database database, IUsageLogs logs, InvoiceTerms terms)
{
    /// <returns>What differs; null where nothing does.</returns>
    /// <exception cref="VerificationException">There is no such invoice.</exception>
    public async Task<string?> VerifyAsync(string number, CancellationToken cancellationToken)
    {
        var usage = await new UsageReplay(database, logs).ReadAsync(cancellationToken);
        return await database.InTransactionAsync(transaction => CompareAsync(transaction, number, usage), cancellationToken);
    }

    private async Task<string?> CompareAsync(DbTransaction transaction, string number, ILookup<string, HourlyUsage> usage)
    {
        var (document, snapshot) = await transaction.Connection!.QuerySingleOrDefaultAsync<(string, string)?>(
            "SELECT i.document, p.snapshot FROM invoice i JOIN period p ON p.sid = i.sid AND p.start_hour = i.period_start WHERE "
            + "i.number = @number",
            new { number }, transaction) ?? throw new VerificationException($"there is no invoice '{number}'");
        var invoice = InvoiceJson.Read(document);
        var period = new Period(Hours.Of(invoice.From), Hours.Of(invoice.To));
        var lines = await PeriodReplay.RateAsync(transaction, invoice.Subscription, period.Start, usage);
        var again = JsonSerializer.Serialize(
            new RatedPeriod(invoice.Subscription, period, [.. lines.Select(SnapshotLine.From)]), ClosingJson.Default.RatedPeriod);
        if (again != snapshot)
            return $"invoice {number} was rated as {snapshot} and is now {again}";
        var made = InvoiceJson.Write(Remade(invoice, period, lines));
        return made == document ? null : $"invoice {number} is {document} and would now be {made}";
    }

    private Invoice Remade(Invoice invoice, Period period, IReadOnlyList<RatedLine> lines)
    {
        var amounts = InvoiceAmounts.Of(
            period, lines, invoice.CarriedInPico, new Currency(invoice.Currency, invoice.Exponent),
            (invoice.Account.TaxRatePpm, terms.MinimumMicros));
        return invoice with
        {
            NetMicros = amounts.NetMicros, TaxMicros = amounts.TaxMicros, TotalMicros = amounts.TotalMicros,
            CarriedOutPico = amounts.CarriedOutPico,
            Lines = amounts.Lines,
        };
    }
}
