using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Platform.Billing.Customers;

namespace Platform.Billing.Invoices;

/// <summary>Invoices in the database.</summary>
internal static class InvoiceStore
{
    private const string Insert =
        """
        INSERT INTO invoice (id, number, sid, period_start, currency, exponent, net_micros, tax_micros, total_micros, carried_in_pico, carried_out_pico,
                             issued, due, state, document, document_sha256)
        VALUES (@Id, @Number, @Subscription, @start, @Currency, @Exponent, @NetMicros, @TaxMicros, @TotalMicros, @CarriedInPico, @CarriedOutPico,
                @issued, @due, @state, @document, @sha256)
        """;

    private const string InsertLine =
        """
        INSERT INTO invoice_line (invoice, n, item, plan, version, quantity, included, price_pico, index_ppm, amount_micros, exact_pico, from_hour, to_hour)
        VALUES (@Id, @n, @Item, @Plan, @Version, @Quantity, @Included, @PricePico, @IndexPpm, @AmountMicros, @ExactPico, @from, @to)
        """;

    /// <summary>The oldest rated periods without an invoice.</summary>
    public static async Task<IReadOnlyList<RatedRow>> RatedAsync(DbTransaction transaction, int count) =>
        [.. await transaction.Connection!.QueryAsync<(string Sid, long Start, string Snapshot), Account, RatedRow>(
            """
            SELECT p.sid, p.start_hour, p.snapshot, a.id, a.issuer, a.subject, a.email, a.name, a.country, a.currency, a.tax_rate_ppm AS TaxRatePpm
            FROM period p JOIN subscription s ON s.sid = p.sid JOIN account a ON a.id = s.account
            WHERE p.state = 'rated' ORDER BY p.start_hour, p.sid LIMIT @count
            """,
            (row, account) => new RatedRow(row.Sid, row.Start, row.Snapshot, account), new { count }, transaction, splitOn: "id")];

    /// <summary>What the subscription's last invoice left over, in 10⁻¹² of its currency's unit.</summary>
    public static Task<long> CarriedAsync(DbTransaction transaction, string sid) => transaction.Connection!.ExecuteScalarAsync<long>(
        "SELECT carried_out_pico FROM invoice WHERE sid = @sid ORDER BY period_start DESC LIMIT 1", new { sid }, transaction);

    /// <summary>The next number of a year. It is taken in the transaction that writes the invoice, so none is lost.</summary>
    public static async Task<string> NumberAsync(DbTransaction transaction, int year)
    {
        var next = await transaction.Connection!.ExecuteScalarAsync<long>(
            "INSERT INTO invoice_number (year, next) VALUES (@year, 2) ON CONFLICT (year) DO UPDATE SET next = invoice_number.next + 1 RETURNING next - 1",
            new { year }, transaction);
        return FormattableString.Invariant($"{year}-{next:D6}");
    }

    public static async Task AddAsync(DbTransaction transaction, Invoice invoice, long periodStart)
    {
        var document = InvoiceJson.Write(invoice);
        await transaction.Connection!.ExecuteAsync(
            Insert,
            new
            {
                invoice.Id, invoice.Number, invoice.Subscription, start = periodStart, invoice.Currency, invoice.Exponent, invoice.NetMicros, invoice.TaxMicros,
                invoice.TotalMicros, invoice.CarriedInPico, invoice.CarriedOutPico, issued = invoice.Issued.ToUnixTimeMilliseconds(),
                due = invoice.Due.ToUnixTimeMilliseconds(), state = invoice.TotalMicros > 0 ? "issued" : "paid", document, sha256 = Sha256(document),
            },
            transaction);
        await transaction.Connection!.ExecuteAsync(
            InsertLine,
            invoice.Lines.Select((line, n) => new
            {
                invoice.Id, n, line.Item, line.Plan, line.Version, line.Quantity, line.Included, line.PricePico, line.IndexPpm, line.AmountMicros, line.ExactPico,
                from = line.From.ToUnixTimeSeconds() / 3600, to = line.To.ToUnixTimeSeconds() / 3600,
            }),
            transaction);
        await transaction.Connection!.ExecuteAsync(
            "UPDATE period SET state = 'invoiced' WHERE sid = @Subscription AND start_hour = @start AND state = 'rated'",
            new { invoice.Subscription, start = periodStart }, transaction);
    }

    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
