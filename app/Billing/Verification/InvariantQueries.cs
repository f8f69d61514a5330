namespace Platform.Billing.Verification;

/// <summary>The invariants, as queries that both databases answer.</summary>
internal static partial class Invariants
{
    /// <summary>Each query gives a text for each violation.</summary>
    private static readonly (string Invariant, string Violations)[] _all =
    [
        ("every call that was read is counted once",
            """
            SELECT 'the logs have ' || l.calls || ' calls, and ' || t.calls || ' are counted'
            FROM (SELECT COALESCE(SUM(next_s - 1), 0) AS calls FROM usage_log) l,
                 (SELECT (SELECT COALESCE(SUM(calls), 0) FROM usage_total) + (SELECT COALESCE(SUM(calls), 0) FROM usage_late) AS calls) t
            WHERE l.calls <> t.calls
            """),
        ("what is counted are whole numbers",
            """
            SELECT 'subscription ' || sid || ' has a count of hour ' || hour || ' that is no whole number of 64 bits' FROM usage_total
            WHERE calls <> CAST(calls AS BIGINT) OR row_count <> CAST(row_count AS BIGINT) OR compute_us <> CAST(compute_us AS BIGINT)
              OR tokens_in <> CAST(tokens_in AS BIGINT) OR tokens_out <> CAST(tokens_out AS BIGINT)
              OR bytes_in <> CAST(bytes_in AS BIGINT) OR bytes_out <> CAST(bytes_out AS BIGINT) ORDER BY 1
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
            "SELECT 'invoice ' || number || ' has ' || total_micros || ' for ' || net_micros || ' and ' || tax_micros FROM invoice WHERE "
            + "total_micros <> net_micros + tax_micros ORDER BY 1"),
        ("what an invoice carries in is what the one before carried out",
            """
            SELECT 'invoice ' || i.number || ' carries in ' || i.carried_in_pico || ' and the one before carried out ' || COALESCE(
                (SELECT b.carried_out_pico FROM invoice b WHERE b.sid = i.sid AND b.period_start < i.period_start ORDER BY b.period_start DESC LIMIT 1), 0)
            FROM invoice i WHERE i.carried_in_pico <> COALESCE(
                (SELECT b.carried_out_pico FROM invoice b WHERE b.sid = i.sid AND b.period_start < i.period_start ORDER BY b.period_start DESC LIMIT 1), 0) ORDER BY 1
            """),
        ("credit notes' numbers have no gaps",
            """
            SELECT 'in ' || n.year || ' there are ' || (SELECT COUNT(*) FROM credit_note c WHERE c.number LIKE 'CN-' || n.year || '-%') || ' credit notes, and ' || (n.next - 1) || ' numbers'
            FROM credit_note_number n WHERE (SELECT COUNT(*) FROM credit_note c WHERE c.number LIKE 'CN-' || n.year || '-%') <> n.next - 1 ORDER BY n.year
            """),
        ("credit notes take back at most what was invoiced",
            """
            SELECT 'invoice ' || i.number || ' has ' || i.total_micros || ' and ' || SUM(c.total_micros) || ' is taken back'
            FROM invoice i JOIN credit_note c ON c.invoice = i.id GROUP BY i.id, i.number, i.total_micros HAVING SUM(c.total_micros) > i.total_micros ORDER BY 1
            """),
        ("credits are used within what was granted",
            """
            SELECT 'credit ' || g.id || ' has ' || g.amount_micros || ' and ' || SUM(u.amount_micros) || ' is used'
            FROM credit_grant g JOIN credit_use u ON u.credit_grant = g.id GROUP BY g.id, g.amount_micros HAVING SUM(u.amount_micros) > g.amount_micros ORDER BY 1
            """),
        ("an invoice is paid by one capture, by credits, or asks for nothing",
            """
            SELECT 'invoice ' || i.number || ' is ' || i.state || ' and has no capture' FROM invoice i
            WHERE i.state = 'paid' AND i.total_micros > i.credited_micros AND NOT EXISTS (SELECT 1 FROM charge c WHERE c.invoice = i.id AND c.state = 'captured')
            UNION ALL SELECT 'invoice ' || i.number || ' is ' || i.state || ' and was captured' FROM invoice i JOIN charge c ON c.invoice = i.id AND c.state = 'captured'
            WHERE i.state NOT IN ('paid', 'uncollectible') ORDER BY 1
            """),
        ("an invoice's total is a multiple of what can be charged",
            """
            SELECT 'invoice ' || number || ' has ' || total_micros FROM invoice WHERE total_micros %
              (CASE exponent WHEN 0 THEN 1000000 WHEN 1 THEN 100000 WHEN 2 THEN 10000 WHEN 3 THEN 1000 WHEN 4 THEN 100 WHEN 5 THEN 10 ELSE 1 END) <> 0 ORDER BY 1
            """),
        ("every entry of the books sums to 0",
            "SELECT 'entry ' || entry || ' sums to ' || SUM(amount_micros) FROM ledger GROUP BY entry HAVING SUM(amount_micros) <> "
            + "0 ORDER BY 1"),
        ("an invoice has one charge that is open or captured at the most",
            "SELECT 'invoice ' || invoice || ' has ' || COUNT(*) FROM charge WHERE state IN ('started', 'unknown', 'pending', 'captured', "
            + "'quarantined') GROUP BY invoice HAVING COUNT(*) > 1 ORDER BY 1"),
        ("what was captured is in the books, and nothing else",
            """
            SELECT 'charge ' || c.id || ' took ' || c.amount_micros || ' and the books have ' || COALESCE(SUM(l.amount_micros), 0)
            FROM charge c LEFT JOIN ledger l ON l.entry = c.id AND l.account_code = 'cash' GROUP BY c.id, c.amount_micros, c.state
            HAVING COALESCE(SUM(l.amount_micros), 0) <> CASE WHEN c.state = 'captured' THEN c.amount_micros ELSE 0 END ORDER BY 1
            """),
        ("what was paid back is in the books, and nothing else",
            """
            SELECT 'refund ' || r.id || ' gave ' || r.amount_micros || ' and the books have ' || COALESCE(SUM(-l.amount_micros), 0)
            FROM refund r LEFT JOIN ledger l ON l.entry = r.id AND l.account_code = 'cash' GROUP BY r.id, r.amount_micros, r.state
            HAVING COALESCE(SUM(-l.amount_micros), 0) <> CASE WHEN r.state = 'done' THEN r.amount_micros ELSE 0 END ORDER BY 1
            """),
        ("no more goes back than was paid",
            """
            SELECT 'charge ' || c.id || ' took ' || c.amount_micros || ' and ' || b.back || ' went back' FROM charge c JOIN (
              SELECT charge, SUM(amount_micros) AS back FROM (
                SELECT charge, amount_micros FROM refund UNION ALL SELECT charge, amount_micros FROM reversal) m GROUP BY charge) b ON b.charge = c.id
            WHERE b.back > c.amount_micros OR c.state <> 'captured' ORDER BY 1
            """),
        ("what is owed back to customers is what is on its way",
            """
            SELECT 'subscription ' || s.sid || ' is owed ' || s.owed || ' by the books and ' || s.open || ' by its refunds' FROM (
              SELECT sid, COALESCE((SELECT SUM(-amount_micros) FROM ledger WHERE ledger.sid = subscription.sid AND account_code = 'refundable'), 0) AS owed,
                COALESCE((SELECT SUM(r.amount_micros) FROM refund r JOIN charge c ON c.id = r.charge JOIN invoice i ON i.id = c.invoice
                  WHERE i.sid = subscription.sid AND r.state <> 'done'), 0) AS open
              FROM subscription) s WHERE s.owed <> s.open ORDER BY 1
            """),
        ("what customers owe is what is invoiced and not paid",
            """
            SELECT 'subscription ' || s.sid || ' owes ' || s.owed || ' by the books and ' || s.open || ' by its invoices' FROM (
              SELECT sid, COALESCE((SELECT SUM(amount_micros) FROM ledger WHERE ledger.sid = subscription.sid AND account_code = 'receivable'), 0) AS owed,
                COALESCE((SELECT SUM(total_micros - credited_micros) FROM invoice WHERE invoice.sid = subscription.sid AND state IN ('issued', 'pending', 'overdue')), 0) AS open
              FROM subscription) s WHERE s.owed <> s.open ORDER BY 1
            """),
        ("what the provider moved is in the books, each day",
            """
            SELECT 'on ' || m.day || ' ' || m.provider || ' has ' || m.kind || ' ' || m.id || ' over ' || m.amount_micros || ' ' || m.currency ||
              COALESCE(' of invoice ' || m.invoice, '') || ', and the books have not' FROM provider_movement m
            WHERE (m.kind = 'capture' AND NOT EXISTS (SELECT 1 FROM charge c WHERE c.provider_capture = m.id AND c.state = 'captured' AND c.amount_micros = m.amount_micros AND c.currency = m.currency))
              OR (m.kind = 'refund' AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.provider_refund = m.id AND r.state = 'done' AND r.amount_micros = m.amount_micros))
              OR (m.kind = 'reversal' AND NOT EXISTS (SELECT 1 FROM reversal v JOIN charge c ON c.id = v.charge JOIN invoice i ON i.id = c.invoice
                WHERE v.provider_reversal = m.id OR i.number = m.invoice)) ORDER BY 1
            """),
        ("what the books took and gave, the provider moved",
            """
            SELECT 'charge ' || c.id || ' is captured as ' || COALESCE(c.provider_capture, '?') || ', which ' || c.provider || ' does not list' FROM charge c
            JOIN (SELECT provider, MAX(until) AS until FROM reconciliation GROUP BY provider) d ON d.provider = c.provider
            WHERE c.state = 'captured' AND c.settled < d.until - 600000 AND NOT EXISTS (SELECT 1 FROM provider_movement m WHERE m.provider = c.provider AND m.id = c.provider_capture)
            UNION ALL SELECT 'refund ' || r.id || ' is done as ' || COALESCE(r.provider_refund, '?') || ', which ' || c.provider || ' does not list' FROM refund r
            JOIN charge c ON c.id = r.charge JOIN (SELECT provider, MAX(until) AS until FROM reconciliation GROUP BY provider) d ON d.provider = c.provider
            WHERE r.state = 'done' AND r.settled < d.until - 600000 AND NOT EXISTS (SELECT 1 FROM provider_movement m WHERE m.provider = c.provider AND m.id = r.provider_refund)
            ORDER BY 1
            """),
        ("the gateway let through at least what was metered",
            """
            SELECT 'subscription ' || g.sid || ' has ' || t.calls || ' calls metered on ' || g.day || ' and the gateway counted ' || g.calls
            FROM gateway_count g JOIN (SELECT sid, hour / 24 AS n, SUM(calls) AS calls FROM usage_total GROUP BY sid, hour / 24) t
              ON t.sid = g.sid AND t.n = g.n WHERE t.calls > g.calls ORDER BY 1
            """),
        ("what was collected is erased within a day of when it had to be",
            """
            SELECT 'what was collected of subscription ' || sid || ' for ' || purpose || ' is not erased' FROM erasure
            WHERE state = 'waiting' AND due < (SELECT COALESCE(MAX(latest), 0) FROM clock) - 86400000 ORDER BY id
            """),
    ];
}
