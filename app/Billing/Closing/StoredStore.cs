using System.Data.Common;
using Dapper;
using Platform.Billing.Data;
using Platform.Billing.Rating;

namespace Platform.Billing.Closing;

/// <summary>
/// What is kept for subscriptions. Levels are added from the hour that runs on, so a period that is over does not change any more.
/// </summary>
internal static class StoredStore
{
    /// <summary>More than this at once, times the hours of a month, would not fit into a counter.</summary>
    public const long MostBytes = 1_000_000_000_000_000;

    /// <summary>The source of what servers collected with consent.</summary>
    public const string Records = "records";

    /// <summary>By subscription, ascending by hour, up to an hour that is not included.</summary>
    public static async Task<ILookup<string, StoredLevel>> ReadAsync(
        DbConnection connection, string[] sids, long to, DbTransaction? transaction = null)
    {
        var parameters = new DynamicParameters(new { to });
        var sql = $"SELECT sid, source, from_hour, bytes FROM usage_stored WHERE from_hour < @to AND sid IN {parameters.AddList(sids)} "
            + "ORDER BY sid, from_hour, source";
        return (await connection.QueryAsync<(string Sid, string Source, long FromHour, long Bytes)>(sql, parameters, transaction))
            .ToLookup(row => row.Sid, row => new StoredLevel(row.Source, row.FromHour, row.Bytes));
    }

    /// <summary>What a source keeps now, by subscription.</summary>
    public static async Task<Dictionary<string, long>> NowAsync(DbConnection connection, string source)
        => (await connection.QueryAsync<(string Sid, long Bytes)>(
            """
            SELECT s.sid, s.bytes FROM usage_stored s
            WHERE s.source = @source AND s.from_hour = (SELECT MAX(l.from_hour) FROM usage_stored l WHERE l.sid = s.sid AND l.source = s.source)
            """,
            new { source })).ToDictionary(row => row.Sid, row => row.Bytes);

    /// <summary>Sets what a source keeps from the hour of <paramref name="now"/> on.</summary>
    /// <returns>False where the subscription is not there or ended, or the hour has a level already, which stays.</returns>
    public static async Task<bool> SetAsync(DbTransaction transaction, string sid, string source, long bytes, DateTimeOffset now)
        => await transaction.Connection!.ExecuteAsync(
            """
            INSERT INTO usage_stored (sid, source, from_hour, bytes, at)
            SELECT s.sid, @source, @hour, @bytes, @at FROM subscription s WHERE s.sid = @sid AND s.anchor <= @hour AND (s.ended IS NULL OR s.ended > @hour)
              AND NOT EXISTS (SELECT 1 FROM period p WHERE p.sid = s.sid AND p.end_hour > @hour)
            ON CONFLICT (sid, source, from_hour) DO NOTHING
            """,
            new { sid, source, bytes, hour = Hours.Of(now), at = now.ToUnixTimeMilliseconds() }, transaction) == 1;

    /// <summary>The one cause for which a level could not be set.</summary>
    public static async Task<string> WhyNotAsync(DbTransaction transaction, string sid, string source, DateTimeOffset now)
    {
        var hour = Hours.Of(now);
        var there = await transaction.Connection!.QuerySingleOrDefaultAsync<(long Anchor, long? Ended, long? Rated)?>(
            "SELECT anchor, ended, (SELECT MAX(end_hour) FROM period WHERE period.sid = subscription.sid) FROM subscription "
            + "WHERE sid = @sid", new { sid }, transaction);
        if (there is not { } subscription)
            return $"there is no subscription '{sid}'";
        if (hour < subscription.Anchor)
            return $"subscription '{sid}' begins at {Hours.ToTime(subscription.Anchor):u}; set what is kept from then on";
        if (subscription.Ended is { } ended && hour >= ended)
            return $"subscription '{sid}' ended at {Hours.ToTime(ended):u}; nothing is kept for it any more";
        return subscription.Rated > hour
            ? $"subscription '{sid}' is rated until {Hours.ToTime(subscription.Rated.Value):u}; set what is kept from then on"
            : $"'{source}' of subscription '{sid}' was set within this hour already; set it again from {Hours.ToTime(hour + 1):u} on";
    }
}
