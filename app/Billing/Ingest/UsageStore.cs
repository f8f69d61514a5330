using System.Data.Common;
using Dapper;
using Platform.Billing.Data;

namespace Platform.Billing.Ingest;

/// <summary>Cursors and totals. Each call is part of a transaction of the caller's.</summary>
internal sealed class UsageStore(TimeProvider time)
{
    private const string Totals =
        "INSERT INTO usage_total (sid, product, model, version, hour, calls, row_count, compute_us, tokens_in, tokens_out, "
        + "bytes_in, bytes_out)";

    private const string AddUp =
        """
        ON CONFLICT (sid, hour, product, model, version) DO UPDATE SET
          calls = usage_total.calls + excluded.calls, row_count = usage_total.row_count + excluded.row_count,
          compute_us = usage_total.compute_us + excluded.compute_us, tokens_in = usage_total.tokens_in + excluded.tokens_in,
          tokens_out = usage_total.tokens_out + excluded.tokens_out, bytes_in = usage_total.bytes_in + excluded.bytes_in,
          bytes_out = usage_total.bytes_out + excluded.bytes_out
        """;

    private const string Late = "INSERT INTO usage_late (sid, hour, calls, row_count, compute_us, tokens_in, tokens_out, log, position)";

    /// <summary>How far each log is read; null for one that is stopped.</summary>
    public static async Task<Dictionary<string, LogCursor?>> CursorsAsync(DbConnection connection)
        => (await connection.QueryAsync<(string Log, long Position, long Next, string Sha256, long Opened, long Marked, long? Closed,
            string State)>(
            "SELECT log, position, next_s, sha256, opened, marked, closed, state FROM usage_log"))
        .ToDictionary(
            row => row.Log,
            row => row.State == "broken"
            ? null
            : new LogCursor(row.Log, row.Position, row.Next, row.Sha256, row.Opened, row.Marked, row.Closed));

    /// <summary>Moves a cursor from where it was; no one else may have moved it since.</summary>
    /// <exception cref="CursorMovedException">It stands elsewhere.</exception>
    public async Task MoveAsync(DbTransaction transaction, LogCursor from, LogCursor to, string? fault)
    {
        var moved = await transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO usage_log (log, position, next_s, sha256, opened, marked, closed, seen, state, reason)
            VALUES (@Log, @Position, @NextNumber, @Sha256, @Opened, @Marked, @Closed, @Seen, @State, @Reason)
            ON CONFLICT (log) DO UPDATE SET
              position = excluded.position, next_s = excluded.next_s, sha256 = excluded.sha256, opened = excluded.opened, marked = excluded.marked,
              closed = excluded.closed, seen = excluded.seen, state = excluded.state, reason = excluded.reason
            WHERE usage_log.position = @Before AND usage_log.next_s = @NextBefore AND usage_log.state <> 'broken'
            """,
            new
            {
                to.Log, to.Position, to.NextNumber, to.Sha256, to.Opened, to.Marked, to.Closed, Reason = fault,
                Seen = time.GetUtcNow().ToUnixTimeMilliseconds(),
                State = fault is not null ? "broken" : to.Closed is not null ? "closed" : "open",
                Before = from.Position, NextBefore = from.NextNumber,
            },
            transaction);
        if (moved != 1)
            throw new CursorMovedException(from.Log, from.Position);
    }

    /// <summary>Adds to the totals; what belongs to a period that is rated is kept as late.</summary>
    public static async Task AddAsync(DbTransaction transaction, LogCursor at, IReadOnlyDictionary<UsageKey, UsageAmounts> totals)
    {
        var rated = await RatedUntilAsync(transaction, totals.Keys.Select(key => key.Subscription).Distinct().ToArray());
        var late = totals.Where(total => IsLate(total.Key))
            .ToLookup(total => (total.Key.Subscription, total.Key.Hour), total => total.Value);
        await transaction.InsertAsync(
            Totals, [.. totals.Where(total => !IsLate(total.Key)).Select(total => Row(total.Key, total.Value))], AddUp);
        await transaction.InsertAsync(
            Late, [.. late.Select(group => Row(group.Key.Subscription, group.Key.Hour, group.Aggregate((one, other) => one + other), at))]);

        bool IsLate(UsageKey key) => rated.TryGetValue(key.Subscription, out var until) && key.Hour < until;
    }

    /// <summary>By subscription, the end of its last rated period.</summary>
    private static async Task<Dictionary<string, long>> RatedUntilAsync(DbTransaction transaction, string[] subscriptions)
    {
        var until = new Dictionary<string, long>();
        foreach (var some in subscriptions.Chunk(500))
        {
            var parameters = new DynamicParameters();
            var sql = $"SELECT sid, MAX(end_hour) FROM period WHERE sid IN {parameters.AddList(some)} GROUP BY sid";
            foreach (var (sid, end) in await transaction.Connection!.QueryAsync<(string, long)>(sql, parameters, transaction))
                until[sid] = end;
        }

        return until;
    }

    private static object?[] Row(UsageKey key, UsageAmounts amounts)
    => [
        key.Subscription, key.Product, key.Model, key.Version, key.Hour, amounts.Calls, amounts.Rows, amounts.ComputeMicros,
        amounts.TokensIn,
        amounts.TokensOut, amounts.BytesIn, amounts.BytesOut,
    ];

    private static object?[] Row(string subscription, long hour, UsageAmounts amounts, LogCursor at)
        => [
            subscription, hour, amounts.Calls, amounts.Rows, amounts.ComputeMicros, amounts.TokensIn, amounts.TokensOut, at.Log,
            at.Position,
        ];
}
