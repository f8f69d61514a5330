using System.Data.Common;
using Dapper;

namespace Platform.Billing.Corrections;

/// <summary>An invoice as it stands before a credit note.</summary>
/// <param name="Id">Of the invoice.</param>
/// <param name="Sid">Whose.</param>
/// <param name="State">Of the invoice.</param>
/// <param name="TotalMicros">With tax.</param>
/// <param name="TaxMicros">Its tax.</param>
/// <param name="CreditedMicros">What needs no payment.</param>
/// <param name="NotedMicros">What earlier credit notes took back, with tax.</param>
/// <param name="NotedTaxMicros">The tax of those.</param>
/// <param name="Charge">What paid it, or null.</param>
/// <param name="PaidMicros">By it, less what went back.</param>
/// <param name="Document">As it was issued.</param>
internal sealed record CreditedInvoice(
    string Id, string Sid, string State, long TotalMicros, long TaxMicros, long CreditedMicros, long NotedMicros, long NotedTaxMicros,
    string? Charge,
    long PaidMicros, string Document)
{
    private const string Select =
        """
        SELECT i.id AS Id, i.sid AS Sid, i.state AS State, i.total_micros AS TotalMicros, i.tax_micros AS TaxMicros, i.credited_micros AS CreditedMicros,
          CAST((SELECT COALESCE(SUM(n.total_micros), 0) FROM credit_note n WHERE n.invoice = i.id) AS BIGINT) AS NotedMicros,
          CAST((SELECT COALESCE(SUM(n.tax_micros), 0) FROM credit_note n WHERE n.invoice = i.id) AS BIGINT) AS NotedTaxMicros,
          c.id AS Charge, CAST(COALESCE(c.amount_micros, 0)
            - (SELECT COALESCE(SUM(r.amount_micros), 0) FROM refund r WHERE r.charge = c.id)
            - (SELECT COALESCE(SUM(v.amount_micros), 0) FROM reversal v WHERE v.charge = c.id) AS BIGINT) AS PaidMicros, i.document AS Document
        FROM invoice i LEFT JOIN charge c ON c.invoice = i.id AND c.state = 'captured' WHERE i.number = @number
        """;

    /// <exception cref="CorrectionException">There is none.</exception>
    public static async Task<CreditedInvoice> ReadAsync(DbTransaction transaction, string number)
        => await transaction.Connection!.QuerySingleOrDefaultAsync<CreditedInvoice>(Select, new { number }, transaction)
        ?? throw new CorrectionException($"there is no invoice '{number}'");

    /// <summary>How much of it a credit note can still take back.</summary>
    public long OpenMicros => State == "paid" ? PaidMicros : TotalMicros - CreditedMicros;
}
