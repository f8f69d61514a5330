using System.Data.Common;
using Dapper;
using Platform.Billing.Notices;

namespace Platform.Billing.Invoices;

/// <summary>Notices with an invoice's own number and amount.</summary>
internal static class InvoiceNotices
{
    /// <summary>Of those that ask for something.</summary>
    public static Task IssuedAsync(DbTransaction transaction, IEnumerable<Invoice> invoices, DateTimeOffset now) => Outbox.AddAsync(
        transaction,
        from invoice in invoices
        let open = invoice.TotalMicros - (invoice.CreditMicros ?? 0)
        where open > 0
        select (
            new Notice(
                $"invoice/{invoice.Number}", invoice.Subscription, NoticeKind.InvoiceIssued,
                new NoticeFacts(invoice.Number, open, invoice.Currency, invoice.Exponent, invoice.Due)),
            invoice.Account.Id),
        now);

    /// <param name="transaction">In which it happened.</param>
    /// <param name="kind">What.</param>
    /// <param name="id">Of what happened.</param>
    /// <param name="invoice">Its id.</param>
    /// <param name="now">When.</param>
    public static async Task AddAsync(DbTransaction transaction, NoticeKind kind, string id, string invoice, DateTimeOffset now)
    {
        var (sid, number, open, currency, exponent, due) = await transaction.Connection!.QuerySingleAsync<(string, string, long, string,
            long, long)>(
            "SELECT sid, number, total_micros - credited_micros, currency, exponent, due FROM invoice WHERE id = @invoice",
            new { invoice }, transaction);
        await Outbox.AddAsync(
            transaction,
            new Notice(
                id, sid, kind, new NoticeFacts(number, open, currency, (int)exponent, DateTimeOffset.FromUnixTimeMilliseconds(due))), now);
    }
}
