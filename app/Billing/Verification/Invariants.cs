using System.Data.Common;
using Dapper;

namespace Platform.Billing.Verification;

/// <summary>What must be so at any time, asked of the database.</summary>
internal static class Invariants
{
    /// <summary>Each query gives a text for each violation.</summary>
    private static readonly (string Invariant, string Violations)[] s_all =
    [
        ("every call that was read is counted once",
            """
            SELECT 'the logs have ' || l.calls || ' calls, and ' || t.calls || ' are counted'
            FROM (SELECT COALESCE(SUM(next_s - 1), 0) AS calls FROM usage_log) l,
                 (SELECT (SELECT COALESCE(SUM(calls), 0) FROM usage_total) + (SELECT COALESCE(SUM(calls), 0) FROM usage_late) AS calls) t
            WHERE l.calls <> t.calls
            """),
        ("no log is broken", "SELECT 'log ' || log || ' is stopped ' || reason FROM usage_log WHERE state = 'broken' ORDER BY log"),
        ("every subscription can be rated", "SELECT 'subscription ' || sid || ': ' || reason FROM rating_fault ORDER BY sid"),
        ("periods touch without a gap or an overlap",
            """
            SELECT 'subscription ' || p.sid || ' has a period from hour ' || p.start_hour || ' and the one before ends at ' || q.end_hour
            FROM period p JOIN period q ON q.sid = p.sid AND q.start_hour = (SELECT MAX(start_hour) FROM period WHERE sid = p.sid AND start_hour < p.start_hour)
            WHERE q.end_hour <> p.start_hour ORDER BY 1
            """),
        ("invoice numbers have no gaps",
            """
            SELECT 'in ' || n.year || ' there are ' || (SELECT COUNT(*) FROM invoice i WHERE i.number LIKE n.year || '-%') || ' invoices, and ' || (n.next - 1) || ' numbers'
            FROM invoice_number n WHERE (SELECT COUNT(*) FROM invoice i WHERE i.number LIKE n.year || '-%') <> n.next - 1 ORDER BY n.year
            """),
        ("an invoice's lines add up to its net amount",
            """
            SELECT 'invoice ' || i.number || ' has ' || i.net_micros || ' and its lines ' || COALESCE(SUM(l.amount_micros), 0)
            FROM invoice i LEFT JOIN invoice_line l ON l.invoice = i.id GROUP BY i.id, i.number, i.net_micros
            HAVING COALESCE(SUM(l.amount_micros), 0) <> i.net_micros ORDER BY 1
            """),
        ("an invoice's total is its net amount and its tax",
            "SELECT 'invoice ' || number || ' has ' || total_micros || ' for ' || net_micros || ' and ' || tax_micros FROM invoice WHERE total_micros <> net_micros + tax_micros ORDER BY 1"),
        ("what an invoice carries in is what the one before carried out",
            """
            SELECT 'invoice ' || i.number || ' carries in ' || i.carried_in_pico || ' and the one before carried out ' || COALESCE(
                (SELECT b.carried_out_pico FROM invoice b WHERE b.sid = i.sid AND b.period_start < i.period_start ORDER BY b.period_start DESC LIMIT 1), 0)
            FROM invoice i WHERE i.carried_in_pico <> COALESCE(
                (SELECT b.carried_out_pico FROM invoice b WHERE b.sid = i.sid AND b.period_start < i.period_start ORDER BY b.period_start DESC LIMIT 1), 0) ORDER BY 1
            """),
        ("every entry of the books sums to 0",
            "SELECT 'entry ' || entry || ' sums to ' || SUM(amount_micros) FROM ledger GROUP BY entry HAVING SUM(amount_micros) <> 0 ORDER BY 1"),
        ("an invoice has one charge that is open or captured at the most",
            "SELECT 'invoice ' || invoice || ' has ' || COUNT(*) FROM charge WHERE state IN ('started', 'unknown', 'pending', 'captured', 'quarantined') GROUP BY invoice HAVING COUNT(*) > 1 ORDER BY 1"),
        ("what was captured is in the books, and nothing else",
            """
            SELECT 'charge ' || c.id || ' took ' || c.amount_micros || ' and the books have ' || COALESCE(SUM(l.amount_micros), 0)
            FROM charge c LEFT JOIN ledger l ON l.entry = c.id AND l.account_code = 'cash' GROUP BY c.id, c.amount_micros, c.state
            HAVING COALESCE(SUM(l.amount_micros), 0) <> CASE WHEN c.state = 'captured' THEN c.amount_micros ELSE 0 END ORDER BY 1
            """),
        ("what customers owe is what is invoiced and not paid",
            """
            SELECT 'subscription ' || s.sid || ' owes ' || s.owed || ' by the books and ' || s.open || ' by its invoices' FROM (
              SELECT sid, COALESCE((SELECT SUM(amount_micros) FROM ledger WHERE ledger.sid = subscription.sid AND account_code = 'receivable'), 0) AS owed,
                COALESCE((SELECT SUM(total_micros) FROM invoice WHERE invoice.sid = subscription.sid AND state IN ('issued', 'pending', 'overdue')), 0) AS open
              FROM subscription) s WHERE s.owed <> s.open ORDER BY 1
            """),
    ];

    public static async Task<IReadOnlyList<Finding>> CheckAsync(DbConnection connection)
    {
        var findings = new List<Finding>();
        foreach (var (invariant, violations) in s_all)
            findings.Add(new Finding(invariant, [.. await connection.QueryAsync<string>(violations)]));
        return findings;
    }
}
