using System.Data.Common;
using Dapper;
using Platform.Billing.Customers;
using Platform.Billing.Data;

namespace Platform.Billing.Invoices;

/// <summary>Invoices in the database.</summary>
internal static class InvoiceStore
{
    private const string Insert =
        """
        INSERT INTO invoice (id, number, sid, period_start, currency, exponent, net_micros, tax_micros, total_micros, carried_in_pico, carried_out_pico,
                             issued, due, state, document, document_sha256)
        """;

    private const string InsertLine =
        "INSERT INTO invoice_line (invoice, n, item, plan, version, quantity, included, price_pico, index_ppm, amount_micros, exact_pico, "
        + "from_hour, to_hour)";

    /// <summary>The oldest rated periods without an invoice.</summary>
    public static async Task<IReadOnlyList<RatedRow>> RatedAsync(DbTransaction transaction, int count)
        => [.. await transaction.Connection!.QueryAsync<(string Sid, long Start, string Snapshot), Account, RatedRow>(
            """
            SELECT p.sid, p.start_hour, p.snapshot, a.id, a.issuer, a.subject, a.email, a.name, a.country, a.currency, a.tax_rate_ppm AS TaxRatePpm
            FROM period p JOIN subscription s ON s.sid = p.sid JOIN account a ON a.id = s.account
            WHERE p.state = 'rated' ORDER BY p.start_hour, p.sid LIMIT @count
            """,
            (row, account) => new RatedRow(row.Sid, row.Start, row.Snapshot, account), new { count }, transaction, splitOn: "id")];

    /// <summary>What the subscriptions' last invoices left over, in 10⁻¹² of their currencies' unit.</summary>
    public static async Task<Dictionary<string, long>> CarriedAsync(DbTransaction transaction, IReadOnlyCollection<string> sids)
    {
        var parameters = new DynamicParameters();
        return (await transaction.Connection!.QueryAsync<(string Sid, long Pico)>(
            $"""
            SELECT i.sid, i.carried_out_pico FROM invoice i WHERE i.sid IN {parameters.AddList(sids)}
              AND i.period_start = (SELECT MAX(l.period_start) FROM invoice l WHERE l.sid = i.sid)
            """,
            parameters, transaction)).ToDictionary(row => row.Sid, row => row.Pico);
    }

    /// <summary>The next numbers of a year. They are taken in the transaction that writes the invoices, so none is lost.</summary>
    /// <returns>The first of them.</returns>
    public static Task<long> NumbersAsync(DbTransaction transaction, int year, int count)
        => transaction.Connection!.ExecuteScalarAsync<long>(
            "INSERT INTO invoice_number (year, next) VALUES (@year, 1 + @count) ON CONFLICT (year) DO UPDATE SET next = "
            + "invoice_number.next + @count RETURNING next - @count",
            new { year, count = (long)count }, transaction);

    /// <summary>Writes invoices, with the hours in which their periods begin.</summary>
    public static async Task AddAsync(DbTransaction transaction, IReadOnlyList<(Invoice Invoice, long Start)> invoices)
    {
        if (invoices.Count == 0)
            return;
        await transaction.InsertAsync(Insert, [.. invoices.Select(made => Row(made.Invoice, made.Start))]);
        await transaction.InsertAsync(
            InsertLine, [.. invoices.SelectMany(made => made.Invoice.Lines.Select((line, n) => Row(made.Invoice, line, n)))]);
        var parameters = new DynamicParameters();
        await transaction.Connection!.ExecuteAsync(
            $"""
            UPDATE period SET state = 'invoiced' WHERE state = 'rated' AND sid IN {parameters.AddList(
                [.. invoices.Select(made => made.Invoice.Subscription).Distinct()])}
              AND EXISTS (SELECT 1 FROM invoice i WHERE i.sid = period.sid AND i.period_start = period.start_hour)
            """,
            parameters, transaction);
    }

    private static object?[] Row(Invoice invoice, long start)
    {
        var document = InvoiceJson.Write(invoice);
        return
        [
            invoice.Id, invoice.Number, invoice.Subscription, start, invoice.Currency, (long)invoice.Exponent, invoice.NetMicros,
            invoice.TaxMicros, invoice.TotalMicros,
            invoice.CarriedInPico, invoice.CarriedOutPico, invoice.Issued.ToUnixTimeMilliseconds(), invoice.Due.ToUnixTimeMilliseconds(),
            invoice.TotalMicros > 0 ? "issued" : "paid", document, TextHash.Of(document),
        ];
    }

    private static object?[] Row(Invoice invoice, InvoiceLine line, int n)
    => [
        invoice.Id, (long)n, line.Item, line.Plan, (long)line.Version, line.Quantity, line.Included, line.PricePico, line.IndexPpm,
        line.AmountMicros, line.ExactPico,
        line.From.ToUnixTimeSeconds() / 3600, line.To.ToUnixTimeSeconds() / 3600,
    ];
}
