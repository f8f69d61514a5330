using System.Data.Common;
using System.Text.Json.Nodes;
using Dapper;

namespace Platform.Billing.Operators;

/// <summary>What operators can list: by its key, in pages. Columns whose names end in <c>_at</c> are milliseconds and are shown as times, those in <c>_hour</c> are hours.</summary>
internal static class OperatorLists
{
    private const int LargestPage = 1000;

    /// <summary>Each begins after the key <c>@after</c>, and has as much as <c>@limit</c> says; <c>@state</c> and <c>@of</c> may be null.</summary>
    private static readonly Dictionary<string, string> s_all = new(StringComparer.Ordinal)
    {
        ["customers"] =
            """
            SELECT s.sid AS key, s.state, s.account, a.name, a.email, a.country, a.currency, a.tax_rate_ppm, s.anchor AS begins_hour, s.ended AS ended_hour,
              (SELECT p.plan FROM phase p WHERE p.sid = s.sid ORDER BY p.from_hour DESC LIMIT 1) AS plan,
              CAST((SELECT COALESCE(SUM(l.amount_micros), 0) FROM ledger l WHERE l.sid = s.sid AND l.account_code = 'receivable') AS BIGINT) AS owes_micros
            FROM subscription s JOIN account a ON a.id = s.account
            WHERE s.sid > @after AND (@state = '' OR s.state = @state) AND (@of = '' OR s.account = @of) ORDER BY s.sid LIMIT @limit
            """,
        ["periods"] =
            """
            SELECT p.sid || '/' || p.start_hour AS key, p.sid, p.start_hour, p.end_hour, p.state, p.snapshot_sha256, p.rated_at
            FROM period p WHERE p.sid || '/' || p.start_hour > @after AND (@state = '' OR p.state = @state) AND (@of = '' OR p.sid = @of) ORDER BY 1 LIMIT @limit
            """,
        ["invoices"] =
            """
            SELECT i.number AS key, i.sid, i.state, i.currency, i.net_micros, i.tax_micros, i.total_micros, i.credited_micros, i.issued AS issued_at, i.due AS due_at
            FROM invoice i WHERE i.number > @after AND (@state = '' OR i.state = @state) AND (@of = '' OR i.sid = @of) ORDER BY i.number LIMIT @limit
            """,
        ["credit-notes"] =
            """
            SELECT n.number AS key, i.number AS invoice, n.currency, n.total_micros, n.reason, n.actor, n.issued AS issued_at, r.id AS refund, r.state, r.issue
            FROM credit_note n JOIN invoice i ON i.id = n.invoice LEFT JOIN refund r ON r.credit_note = n.id
            WHERE n.number > @after AND (@state = '' OR r.state = @state) AND (@of = '' OR i.number = @of) ORDER BY n.number LIMIT @limit
            """,
        ["charges"] =
            """
            SELECT c.id AS key, i.number AS invoice, c.attempt, c.provider, c.amount_micros, c.currency, c.state, c.started AS started_at, c.asked AS asked_at,
              c.settled AS settled_at, c.provider_capture, c.issue, c.debug_id
            FROM charge c JOIN invoice i ON i.id = c.invoice
            WHERE c.id > @after AND (@of = '' OR i.number = @of) AND (@state = '' OR c.state = @state
              OR @state = 'stuck' AND (c.state = 'quarantined' OR c.state IN ('started', 'unknown') AND c.started < @hourAgo)) ORDER BY c.id LIMIT @limit
            """,
        ["logs"] =
            """
            SELECT log AS key, state, position, next_s - 1 AS calls, opened AS opened_at, marked AS marked_at, closed AS closed_at, seen AS seen_at, reason
            FROM usage_log WHERE log > @after AND (@state = '' OR state = @state) AND (@of = '' OR log = @of) ORDER BY log LIMIT @limit
            """,
        ["webhooks"] =
            """
            SELECT provider || '/' || event AS key, type, resource, state, verified, received AS received_at, raw
            FROM webhook WHERE provider || '/' || event > @after AND (@state = '' OR state = @state) AND (@of = '' OR provider = @of) ORDER BY 1 LIMIT @limit
            """,
        ["disputes"] =
            """
            SELECT d.id AS key, d.provider, i.number AS invoice, d.amount_micros, d.reason, d.state, d.opened AS opened_at, d.updated AS updated_at
            FROM dispute d JOIN charge c ON c.id = d.charge JOIN invoice i ON i.id = c.invoice
            WHERE d.id > @after AND (@state = '' OR d.state = @state) AND (@of = '' OR i.number = @of) ORDER BY d.id LIMIT @limit
            """,
        ["rating-faults"] = "SELECT sid AS key, reason, at AS found_at FROM rating_fault WHERE sid > @after AND (@of = '' OR sid = @of) AND @state = '' ORDER BY sid LIMIT @limit",
        ["audit"] =
            """
            SELECT CAST(n AS TEXT) AS key, at AS done_at, actor, action, subject, reason, detail, sha256 FROM audit
            WHERE (@after = '' OR n > CAST(@after AS BIGINT)) AND (@of = '' OR subject = @of) AND @state = '' ORDER BY n LIMIT @limit
            """,
        ["notices"] =
            """
            SELECT id AS key, at AS written_at, account, sid, kind, facts, state, attempts, next AS next_at, done AS done_at, issue FROM notice
            WHERE id > @after AND (@state = '' OR state = @state) AND (@of = '' OR account = @of OR sid = @of) ORDER BY id LIMIT @limit
            """,
        ["erasures"] =
            """
            SELECT CAST(id AS TEXT) AS key, account, sid, purpose, state, asked AS asked_at, due AS due_at, finished AS finished_at FROM erasure
            WHERE (@after = '' OR id > CAST(@after AS BIGINT)) AND (@state = '' OR state = @state) AND (@of = '' OR sid = @of) ORDER BY id LIMIT @limit
            """,
        ["consents"] =
            """
            SELECT CAST(n AS TEXT) AS key, at AS done_at, account, sid, purpose, action, text_sha256, actor, cause, files, bytes, previous_sha256, sha256 FROM consent
            WHERE (@after = '' OR n > CAST(@after AS BIGINT)) AND (@of = '' OR sid = @of) AND (@state = '' OR action = @state) ORDER BY n LIMIT @limit
            """,
        ["stored"] =
            """
            SELECT sid || '/' || source || '/' || from_hour AS key, sid, source, from_hour, bytes, at AS set_at FROM usage_stored
            WHERE sid || '/' || source || '/' || from_hour > @after AND (@of = '' OR sid = @of) AND (@state = '' OR source = @state) ORDER BY 1 LIMIT @limit
            """,
        ["drift"] =
            """
            SELECT day || '/' || model || '/' || version || '/' || feature || '/' || statistic AS key, day, model, version, feature, statistic,
              CAST(value_e12 / 1000000 AS BIGINT) AS value_millionths, CAST(p_e12 / 1000000 AS BIGINT) AS p_millionths, n, level
            FROM drift WHERE day || '/' || model || '/' || version || '/' || feature || '/' || statistic > @after
              AND (@state = '' OR level = @state) AND (@of = '' OR model = @of) ORDER BY 1 LIMIT @limit
            """,
        ["verifications"] = "SELECT day AS key, at AS done_at, violations, report FROM verification WHERE day > @after AND @of = '' AND @state = '' ORDER BY day LIMIT @limit",
    };

    public static IEnumerable<string> Names => s_all.Keys;

    /// <exception cref="OperatorException">There is no such list, or no such page.</exception>
    public static async Task<JsonArray> ReadAsync(DbConnection connection, string name, IQueryCollection query, DateTimeOffset now)
    {
        if (!s_all.TryGetValue(name, out var sql))
            throw new OperatorException($"there is no list '{name}'; expected one of {string.Join(", ", s_all.Keys)}", StatusCodes.Status404NotFound);
        var given = query["limit"].ToString();
        if (!int.TryParse(given.Length > 0 ? given : "100", out var limit) || limit is < 1 or > LargestPage)
            throw new OperatorException($"limit is '{given}'; expected 1 to {LargestPage}", StatusCodes.Status400BadRequest);
        if (name is "audit" or "erasures" or "consents" && query["after"].ToString() is { Length: > 0 } after && !long.TryParse(after, out _))
            throw new OperatorException($"after is '{after}'; expected the key of a row, a whole number", StatusCodes.Status400BadRequest);
        var rows = await connection.QueryAsync(sql, new
        {
            after = query["after"].ToString(), state = query["state"].ToString(), of = query["of"].ToString(), limit, hourAgo = now.AddHours(-1).ToUnixTimeMilliseconds(),
        });
        return new JsonArray([.. rows.Select(row => Write((IDictionary<string, object?>)row))]);
    }

    private static JsonObject Write(IDictionary<string, object?> row) => new(row.Select(cell => KeyValuePair.Create(cell.Key, Write(cell.Key, cell.Value))));

    private static JsonNode? Write(string name, object? value) => value switch
    {
        null => null,
        long at when name.EndsWith("_at", StringComparison.Ordinal) => JsonValue.Create(DateTimeOffset.FromUnixTimeMilliseconds(at)),
        long hour when name.EndsWith("_hour", StringComparison.Ordinal) => JsonValue.Create(Rating.Hours.ToTime(hour)),
        long number => JsonValue.Create(number),
        int number => JsonValue.Create(number),
        _ => JsonValue.Create(value.ToString()),
    };
}
