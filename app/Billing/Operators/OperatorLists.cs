using System.Data.Common;
using System.Text.Json.Nodes;
using Dapper;

namespace Platform.Billing.Operators;

/// <summary>
/// What operators can list: by its key, in pages. Columns whose names end in <c>_at</c> are milliseconds and are shown as times, those in
/// <c>_hour</c> are hours.
/// </summary>
internal static class OperatorLists
{
    private const int LargestPage = 1000;

    private static readonly string[] _parameters = ["state", "of", "after", "limit"];

    private static readonly Dictionary<string, OperatorList> _all = new(StringComparer.Ordinal)
    {
        ["customers"] = new(
            """
            SELECT s.sid AS key, s.state, s.account, a.name, a.email, a.country, a.currency, a.tax_rate_ppm, s.anchor AS begins_hour, s.ended AS ended_hour,
              (SELECT p.plan FROM phase p WHERE p.sid = s.sid ORDER BY p.from_hour DESC LIMIT 1) AS plan,
              CAST((SELECT COALESCE(SUM(l.amount_micros), 0) FROM ledger l WHERE l.sid = s.sid AND l.account_code = 'receivable') AS BIGINT) AS owes_micros
            FROM subscription s JOIN account a ON a.id = s.account
            """,
            "s.sid", "s.state = @state", "s.account = @of")
        { States = ["pending", "active", "past_due", "suspended", "cancelled"] },
        ["periods"] = new(
            "SELECT p.sid || '/' || p.start_hour AS key, p.sid, p.start_hour, p.end_hour, p.state, p.snapshot_sha256, p.rated_at "
            + "FROM period p",
            "p.sid, p.start_hour", "p.state = @state", "p.sid = @of")
            {
                Key = "(.*)/([0-9]{1,18})", After = "@key1, CAST(@key2 AS BIGINT)", States = ["rated", "invoiced"],
            },
        ["invoices"] = new(
            """
            SELECT i.number AS key, i.sid, i.state, i.currency, i.net_micros, i.tax_micros, i.total_micros, i.credited_micros, i.issued AS issued_at, i.due AS due_at
            FROM invoice i
            """,
            "i.number", "i.state = @state", "i.sid = @of")
        { States = ["issued", "pending", "paid", "overdue", "uncollectible", "void"] },
        ["credit-notes"] = new(
            """
            SELECT n.number AS key, i.number AS invoice, n.currency, n.total_micros, n.reason, n.actor, n.issued AS issued_at, r.id AS refund, r.state, r.issue
            FROM credit_note n JOIN invoice i ON i.id = n.invoice LEFT JOIN refund r ON r.credit_note = n.id
            """,
            "n.number", "r.state = @state", "i.number = @of")
        { States = ["started", "unknown", "pending", "done", "refused"] },
        ["charges"] = new(
            """
            SELECT c.id AS key, i.number AS invoice, c.attempt, c.provider, c.amount_micros, c.currency, c.state, c.started AS started_at, c.asked AS asked_at,
              c.settled AS settled_at, c.provider_capture, c.issue, c.debug_id
            FROM charge c JOIN invoice i ON i.id = c.invoice
            """,
            "c.id", "c.state = @state", "i.number = @of")
        { States = ["started", "unknown", "pending", "captured", "declined", "quarantined", "abandoned", "stuck"] },
        ["logs"] = new(
            """
            SELECT log AS key, state, position, next_s - 1 AS calls, opened AS opened_at, marked AS marked_at, closed AS closed_at, seen AS seen_at, reason
            FROM usage_log
            """,
            "log", "state = @state", "log = @of")
        { States = ["open", "closed", "abandoned", "broken"] },
        ["webhooks"] = new(
            "SELECT provider || '/' || event AS key, type, resource, state, verified, received AS received_at, raw FROM webhook",
            "provider, event", "state = @state", "provider = @of")
            {
                Key = "([^/]*)/(.*)", After = "@key1, @key2", States = ["new", "applied", "ignored", "quarantined"],
            },
        ["disputes"] = new(
            """
            SELECT d.id AS key, d.provider, i.number AS invoice, d.amount_micros, d.reason, d.state, d.opened AS opened_at, d.updated AS updated_at
            FROM dispute d JOIN charge c ON c.id = d.charge JOIN invoice i ON i.id = c.invoice
            """,
            "d.id", "d.state = @state", "i.number = @of")
        { States = ["open", "won", "lost"] },
        ["rating-faults"] = new("SELECT sid AS key, reason, at AS found_at FROM rating_fault", "sid", Of: "sid = @of"),
        ["audit"] = OperatorList.ByNumber(
            "SELECT CAST(n AS TEXT) AS key, at AS done_at, actor, action, subject, reason, detail, sha256 FROM audit", "n",
            OperatorList.Never, "subject = @of"),
        ["notices"] = new(
            "SELECT id AS key, at AS written_at, account, sid, kind, facts, state, attempts, next AS next_at, done AS done_at, issue "
            + "FROM notice",
            "id", "state = @state", "account = @of OR sid = @of")
        { States = ["waiting", "kept", "sent", "dead"] },
        ["erasures"] = OperatorList.ByNumber(
            "SELECT CAST(id AS TEXT) AS key, account, sid, purpose, state, asked AS asked_at, due AS due_at, finished AS finished_at "
            + "FROM erasure",
            "id", "state = @state", "sid = @of")
            with { States = ["waiting", "done"] },
        ["consents"] = OperatorList.ByNumber(
            "SELECT CAST(n AS TEXT) AS key, at AS done_at, account, sid, purpose, action, text_sha256, actor, cause, files, bytes, "
            + "previous_sha256, sha256 FROM consent",
            "n", "action = @state", "sid = @of")
            with { States = ["given", "withdrawn", "erasing", "erased"] },
        ["stored"] = new(
            "SELECT sid || '/' || source || '/' || from_hour AS key, sid, source, from_hour, bytes, at AS set_at FROM usage_stored",
            "sid, source, from_hour", "source = @state", "sid = @of")
            {
                Key = "([^/]*)/(.*)/([0-9]{1,18})", After = "@key1, @key2, CAST(@key3 AS BIGINT)", States = null,
            },
        ["drift"] = new(
            """
            SELECT day || '/' || model || '/' || version || '/' || feature || '/' || statistic AS key, day, model, version, feature, statistic,
              CAST(value_e12 / 1000000 AS BIGINT) AS value_millionths, CAST(p_e12 / 1000000 AS BIGINT) AS p_millionths, n, level
            FROM drift
            """,
            "day, model, version, feature, statistic", "level = @state", "model = @of")
        {
            Key = "([^/]*)/([^/]*)/([^/]*)/(.*)/([^/]*)", After = "@key1, @key2, @key3, @key4, @key5",
            States = ["none", "ok", "warn", "alert"],
        },
        ["verifications"] = new("SELECT day AS key, at AS done_at, violations, report FROM verification", "day"),
    };

    /// <summary>Charges that stand still are in states of two kinds.</summary>
    private const string Stuck = "c.state IN ('quarantined', 'started', 'unknown') AND (c.state = 'quarantined' OR c.started < @hourAgo)";

    public static IEnumerable<string> Names => _all.Keys;

    /// <exception cref="OperatorException">There is no such list, or no such page.</exception>
    public static async Task<JsonArray> ReadAsync(DbConnection connection, string name, IQueryCollection query, DateTimeOffset now)
    {
        if (!_all.TryGetValue(name, out var list))
            throw new OperatorException(
                $"there is no list '{name}'; expected one of {string.Join(", ", _all.Keys)}", StatusCodes.Status404NotFound);
        foreach (var (parameter, _) in query)
            if (!_parameters.Contains(parameter))
                throw new OperatorException(
                    $"there is no parameter '{parameter}'; expected one of {string.Join(", ", _parameters)}",
                    StatusCodes.Status400BadRequest);
        var given = query["limit"].ToString();
        if (!int.TryParse(given.Length > 0 ? given : "100", out var limit) || limit is < 1 or > LargestPage)
            throw new OperatorException($"limit is '{given}'; expected 1 to {LargestPage}", StatusCodes.Status400BadRequest);
        var (state, of) = (query["state"].ToString(), query["of"].ToString());
        list.Require(name, state, of);
        if (name == "charges" && state == "stuck")
            list = list with { State = Stuck };
        var parameters = new DynamicParameters(new { state, of, limit, hourAgo = now.AddHours(-1).ToUnixTimeMilliseconds() });
        var rows = await connection.QueryAsync(
            list.Sql(query["after"].ToString(), state.Length > 0, of.Length > 0, parameters), parameters);
        return new JsonArray([.. rows.Select(row => Write((IDictionary<string, object?>)row))]);
    }

    private static JsonObject Write(IDictionary<string, object?> row)
        => new(row.Select(cell => KeyValuePair.Create(cell.Key, Write(cell.Key, cell.Value))));

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
