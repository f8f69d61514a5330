using System.Data.Common;
using Dapper;
using Platform.Billing.Data;
using Platform.Billing.Invoices;
using Platform.Billing.Ledger;
using Platform.Billing.Money;

namespace Platform.Billing.Corrections;

/// <summary>
/// Takes invoices back. Of one that is not paid, less is to be paid then; of one that is, money goes back: the refund is written in the
/// same transaction, and made afterwards.
/// </summary>
internal static class CreditNotes
{
    /// <summary>Issues a credit note; the same order again gives the one that it gave.</summary>
    /// <param name="transaction">In which no instance writes.</param>
    /// <param name="order">What.</param>
    /// <param name="now">When.</param>
    /// <exception cref="CorrectionException">It cannot be taken back, or the id was used for another order.</exception>
    public static async Task<CreditNote> IssueAsync(DbTransaction transaction, CreditOrder order, DateTimeOffset now)
    {
        if (await FindAsync(transaction, order) is { } before)
            return before;
        var invoice = await CreditedInvoice.ReadAsync(transaction, order.InvoiceNumber);
        var issued = InvoiceJson.Read(invoice.Document);
        var amount = Required(order, invoice, new Currency(issued.Currency, issued.Exponent));
        var note = Make(order, invoice, issued, amount, await NumberAsync(transaction, now.Year)) with { Issued = now };
        await AddAsync(transaction, note, invoice.Id, order.Actor);
        if (invoice.State == "paid")
            await PayBackAsync(transaction, note, invoice);
        else
            await LessenAsync(transaction, note, invoice);
        return note;
    }

    private static async Task<CreditNote?> FindAsync(DbTransaction transaction, CreditOrder order)
    {
        var document = await transaction.Connection!.QuerySingleOrDefaultAsync<string>(
            "SELECT document FROM credit_note WHERE id = @Id", new { order.Id }, transaction);
        if (document is null)
            return null;
        var note = CreditNoteJson.Read(document);
        return note.Invoice == order.InvoiceNumber && (order.AmountMicros ?? note.TotalMicros) == note.TotalMicros
            ? note
            : throw new CorrectionException(
                $"'{order.Id}' is credit note {note.Number} over {note.TotalMicros} µ-units of invoice {note.Invoice}; give another "
                + "order another id");
    }

    private static long Required(CreditOrder order, CreditedInvoice invoice, Currency currency)
    {
        if (invoice.State == "pending")
            throw new CorrectionException($"invoice {order.InvoiceNumber} is being charged; take it back once that is settled");
        if (invoice.State is "void" or "uncollectible")
            throw new CorrectionException($"invoice {order.InvoiceNumber} is {invoice.State}; there is nothing to take back");
        var amount = order.AmountMicros ?? invoice.OpenMicros;
        if (amount <= 0 || amount > invoice.OpenMicros)
            throw new CorrectionException(
                $"{currency.Format(amount)} {currency.Code} cannot be taken back of invoice {order.InvoiceNumber}; expected more than 0 "
                + $"and at most {currency.Format(invoice.OpenMicros)}");
        return amount % currency.SmallestMicros == 0
            ? amount
            : throw new CorrectionException(
                $"{amount} µ-units are no amount of {currency.Code}; expected a multiple of {currency.SmallestMicros}");
    }

    /// <summary>
    /// The tax is what all credit notes of the invoice shall have together, less what the earlier ones have: the last one takes the rest.
    /// </summary>
    private static CreditNote Make(CreditOrder order, CreditedInvoice invoice, Invoice issued, long amount, string number)
    {
        var smallest = new Currency(issued.Currency, issued.Exponent).SmallestMicros;
        var together = Pico.DivideRounded(
            (invoice.NotedMicros + amount) * (Int128)invoice.TaxMicros, invoice.TotalMicros * (Int128)smallest) * smallest;
        var tax = (long)together - invoice.NotedTaxMicros;
        return new CreditNote(
            order.Id, number, order.InvoiceNumber, issued.Subscription, issued.Account, issued.Seller, issued.Issued, issued.Currency,
            issued.Exponent,
            amount - tax, tax, amount, order.Reason);
    }

    private static async Task<string> NumberAsync(DbTransaction transaction, int year)
    {
        var next = await transaction.Connection!.ExecuteScalarAsync<long>(
            "INSERT INTO credit_note_number (year, next) VALUES (@year, 2) ON CONFLICT (year) DO UPDATE SET next = "
            + "credit_note_number.next + 1 RETURNING next - 1",
            new { year }, transaction);
        return FormattableString.Invariant($"CN-{year}-{next:D6}");
    }

    private static Task AddAsync(DbTransaction transaction, CreditNote note, string invoice, string actor)
    {
        var document = CreditNoteJson.Write(note);
        return transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO credit_note (id, number, invoice, currency, exponent, net_micros, tax_micros, total_micros, reason, actor, issued, document, document_sha256)
            VALUES (@Id, @Number, @invoice, @Currency, @Exponent, @NetMicros, @TaxMicros, @TotalMicros, @Reason, @actor, @issued, @document, @sha256)
            """,
            new
            {
                note.Id, note.Number, invoice, note.Currency, note.Exponent, note.NetMicros, note.TaxMicros, note.TotalMicros,
                note.Reason, actor,
                issued = note.Issued.ToUnixTimeMilliseconds(), document, sha256 = TextHash.Of(document),
            },
            transaction);
    }

    private static async Task PayBackAsync(DbTransaction transaction, CreditNote note, CreditedInvoice invoice)
    {
        await BookAsync(transaction, note, Books.Refundable);
        await transaction.Connection!.ExecuteAsync(
            "INSERT INTO refund (id, credit_note, charge, amount_micros, attempt, started, state) VALUES (@refund, @Id, @Charge, "
            + "@TotalMicros, 1, @started, 'started')",
            new
            {
                refund = $"{note.Number}-R", note.Id, invoice.Charge, note.TotalMicros, started = note.Issued.ToUnixTimeMilliseconds(),
            }, transaction);
    }

    private static async Task LessenAsync(DbTransaction transaction, CreditNote note, CreditedInvoice invoice)
    {
        await BookAsync(transaction, note, Books.Receivable);
        await transaction.Connection!.ExecuteAsync(
            """
            UPDATE invoice SET credited_micros = credited_micros + @TotalMicros,
              state = CASE WHEN credited_micros + @TotalMicros < total_micros THEN state WHEN @noted = total_micros THEN 'void' ELSE 'paid' END
            WHERE id = @Id
            """,
            new { note.TotalMicros, invoice.Id, noted = invoice.NotedMicros + note.TotalMicros }, transaction);
    }

    private static Task BookAsync(DbTransaction transaction, CreditNote note, string from) => Books.WriteAsync(
        transaction, $"credit-{note.Number}", new EntryDetails(note.Issued, note.Subscription, note.Currency, "credit", note.Number),
        new Posting(Books.Revenue, note.NetMicros), new Posting(Books.Tax, note.TaxMicros), new Posting(from, -note.TotalMicros));
}
