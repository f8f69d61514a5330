using System.Data.Common;
using Dapper;

namespace Platform.Rehearsal.Findings;

/// <summary>What billing's database says, asked in one go.</summary>
internal sealed class Accounts
{
    /// <summary>By plan, the calls on invoices, in time and late.</summary>
    public required Dictionary<string, long> BilledCalls { get; init; }

    public required IReadOnlyList<InvoiceRow> Invoices { get; init; }

    /// <summary>By invoice number, the money in the books.</summary>
    public required Dictionary<string, long> Cash { get; init; }

    public static async Task<Accounts> ReadAsync(DbConnection connection) => new()
    {
        BilledCalls = (await connection.QueryAsync<(string Plan, long Calls)>(
            "SELECT plan, CAST(SUM(quantity) AS BIGINT) FROM invoice_line WHERE item IN ('calls', 'late:calls') GROUP BY plan"))
                .ToDictionary(row => row.Plan, row => row.Calls),
        Invoices = [.. await connection.QueryAsync<InvoiceRow>(
            "SELECT number AS Number, sid AS Sid, state AS State, total_micros AS TotalMicros FROM invoice ORDER BY number")],
        Cash = (await connection.QueryAsync<(string Number, long Micros)>(
            "SELECT ref, CAST(SUM(amount_micros) AS BIGINT) FROM ledger WHERE account_code = 'cash' GROUP BY ref"))
                .ToDictionary(row => row.Number, row => row.Micros),
    };
}
