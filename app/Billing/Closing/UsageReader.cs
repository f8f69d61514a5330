using System.Data.Common;
using Dapper;
using Platform.Billing.Data;
using Platform.Billing.Rating;

namespace Platform.Billing.Closing;

/// <summary>Reads usage for rating, by hour, for many subscriptions at once.</summary>
internal static class UsageReader
{
    private const string Totals =
        """
        SELECT sid, hour, CAST(SUM(calls) AS BIGINT), CAST(SUM(row_count) AS BIGINT), CAST(SUM(compute_us) AS BIGINT),
               CAST(SUM(tokens_in) AS BIGINT), CAST(SUM(tokens_out) AS BIGINT), CAST(0 AS BIGINT)
        FROM usage_total WHERE hour >= @from AND hour < @to AND sid IN
        """;

    private const string Late =
        """
        SELECT sid, hour, CAST(SUM(calls) AS BIGINT), CAST(SUM(row_count) AS BIGINT), CAST(SUM(compute_us) AS BIGINT),
               CAST(SUM(tokens_in) AS BIGINT), CAST(SUM(tokens_out) AS BIGINT), CAST(SUM(stored_bh) AS BIGINT)
        FROM (SELECT sid, hour, calls, row_count, compute_us, tokens_in, tokens_out, 0 AS stored_bh, period_start FROM usage_late WHERE sid = @sid
          UNION ALL SELECT sid, hour, calls, row_count, compute_us, tokens_in, tokens_out, stored_bh, period_start FROM usage_adjustment WHERE sid = @sid) l
        WHERE (period_start IS NULL) = @open AND hour >= @from AND hour < @to GROUP BY sid, hour ORDER BY sid, hour
        """;

    private const string Adjustments =
        """
        SELECT sid, hour, calls, row_count, compute_us, tokens_in, tokens_out, stored_bh FROM usage_adjustment
        WHERE period_start IS NULL AND hour >= @from AND hour < @to AND sid IN
        """;

    /// <summary>What came in time.</summary>
    public static async Task<ILookup<string, HourlyUsage>> ReadAsync(DbTransaction transaction, string[] sids, long from, long to)
    {
        var parameters = new DynamicParameters(new { from, to });
        var sql = $"{Totals} {parameters.AddList(sids)} GROUP BY sid, hour ORDER BY sid, hour";
        return (await transaction.Connection!.QueryAsync<(string Sid, long Hour, long Calls, long Rows, long Compute, long In, long Out,
            long Stored)>(
            sql, parameters, transaction)).ToLookup(row => row.Sid, ToUsage);
    }

    /// <summary>What operators corrected, and was not billed yet.</summary>
    public static async Task<ILookup<string, HourlyUsage>> ReadAdjustmentsAsync(
        DbTransaction transaction, string[] sids, long from, long to)
    {
        var parameters = new DynamicParameters(new { from, to });
        var sql = $"{Adjustments} {parameters.AddList(sids)} ORDER BY sid, hour, id";
        return (await transaction.Connection!.QueryAsync<(string Sid, long Hour, long Calls, long Rows, long Compute, long In, long Out,
            long Stored)>(
            sql, parameters, transaction)).ToLookup(row => row.Sid, ToUsage);
    }

    /// <summary>Those subscriptions of which something is not billed that came late, or was corrected.</summary>
    public static async Task<HashSet<string>> WithLateAsync(DbTransaction transaction, string[] sids)
    {
        var parameters = new DynamicParameters();
        var list = parameters.AddList(sids);
        return [.. await transaction.Connection!.QueryAsync<string>(
            $"SELECT sid FROM usage_late WHERE period_start IS NULL AND sid IN {list} UNION SELECT sid FROM usage_adjustment WHERE "
            + $"period_start IS NULL AND sid IN {list}",
            parameters, transaction)];
    }

    /// <summary>What came late to a period that was rated, corrections included.</summary>
    /// <param name="transaction">The caller's.</param>
    /// <param name="sid">The subscription.</param>
    /// <param name="period">That it belongs to.</param>
    /// <param name="isOpen">What is not billed yet, or what is.</param>
    public static async Task<IReadOnlyList<HourlyUsage>> ReadLateAsync(DbTransaction transaction, string sid, Period period, bool isOpen)
        => [.. (await transaction.Connection!.QueryAsync<(string Sid, long Hour, long Calls, long Rows, long Compute, long In, long Out,
            long Stored)>(
            Late, new { sid, open = isOpen, from = period.Start, to = period.End }, transaction)).Select(ToUsage)];

    private static HourlyUsage ToUsage((string Sid, long Hour, long Calls, long Rows, long Compute, long In, long Out, long Stored) row)
        => new(row.Hour, row.Calls, row.Rows, row.Compute, row.In, row.Out, row.Stored);
}
