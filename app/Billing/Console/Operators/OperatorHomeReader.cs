using System.Data.Common;
using System.Globalization;
using Dapper;
using Platform.Billing.Console.Accounts;

namespace Platform.Billing.Console.Operators;

/// <summary>Reads what operators see first.</summary>
internal static class OperatorHomeReader
{
    private const string Counts =
        """
        SELECT (SELECT COUNT(*) FROM charge WHERE state IN ('quarantined', 'started', 'unknown') AND (state = 'quarantined' OR started < @hourAgo)) AS Charges,
          (SELECT COUNT(*) FROM usage_log WHERE state IN ('broken', 'abandoned')) AS Logs, (SELECT COUNT(*) FROM rating_fault) AS Faults,
          (SELECT COUNT(*) FROM webhook WHERE state = 'quarantined' AND verified = 1) AS Webhooks, (SELECT COUNT(*) FROM refund WHERE state = 'refused') AS Refunds,
          (SELECT COUNT(*) FROM invoice WHERE state = 'overdue') AS Overdue, (SELECT COUNT(*) FROM subscription WHERE state = 'suspended') AS Suspended
        """;

    public static async Task<OperatorHome> ReadAsync(DbConnection connection, long? monthlyCost, DateTimeOffset now)
    {
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        var counts = await connection.QuerySingleAsync<Row>(Counts, new { hourAgo = now.AddHours(-1).ToUnixTimeMilliseconds() });
        var revenue = await connection.QueryAsync<(string, long, long)>(
            """
            SELECT currency, CAST(-SUM(CASE WHEN account_code = 'revenue' THEN amount_micros ELSE 0 END) AS BIGINT),
              CAST(SUM(CASE WHEN account_code = 'loss' THEN amount_micros ELSE 0 END) AS BIGINT)
            FROM ledger WHERE at >= @from AND account_code IN ('revenue', 'loss') GROUP BY currency ORDER BY currency
            """,
            new { from = month.ToUnixTimeMilliseconds() });
        return new OperatorHome(
            month.ToString("yyyy-MM", CultureInfo.InvariantCulture), [.. revenue], monthlyCost,
            [
                ("Stuck charges", "charges?state=stuck", counts.Charges), ("Logs that stopped", "logs", counts.Logs),
                ("Periods that cannot be rated", "rating-faults", counts.Faults),
                ("Webhooks set aside", "webhooks?state=quarantined", counts.Webhooks),
                ("Refunds that were refused", "credit-notes?state=refused", counts.Refunds),
                ("Overdue invoices", "invoices?state=overdue", counts.Overdue),
                ("Suspended subscriptions", "customers?state=suspended", counts.Suspended),
            ],
            await PlanRequests.WaitingAsync(connection));
    }

    private sealed record Row(long Charges, long Logs, long Faults, long Webhooks, long Refunds, long Overdue, long Suspended);
}
