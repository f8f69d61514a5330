using System.Data.Common;
using Dapper;
using Platform.Billing.Closing;
using Platform.Billing.Plans;
using Platform.Billing.Rating;

namespace Platform.Billing.Verification;

/// <summary>Rates a period once more, from all usage that there is and what is known of when it came.</summary>
internal static class PeriodReplay
{
    /// <param name="transaction">The caller's.</param>
    /// <param name="sid">The subscription.</param>
    /// <param name="start">Of the period.</param>
    /// <param name="usage">All that the logs have.</param>
    public static async Task<IReadOnlyList<RatedLine>> RateAsync(
        DbTransaction transaction, string sid, long start, ILookup<string, HourlyUsage> usage)
    {
        var (anchor, ended) = await transaction.Connection!.QuerySingleAsync<(long, long?)>(
            "SELECT anchor, ended FROM subscription WHERE sid = @sid", new { sid }, transaction);
        var phases = (await PhaseReader.ReadAsync(transaction.Connection!, [sid], [], transaction))[sid].ToList();
        var late = await LateAsync(transaction, sid, "usage_late", "CAST(0 AS BIGINT)");
        var inTime = Without(usage[sid], late.Select(entry => entry.Usage));
        late.AddRange(await LateAsync(transaction, sid, "usage_adjustment", "stored_bh"));
        var stored = (await StoredStore.ReadAsync(transaction.Connection!, [sid], long.MaxValue, transaction))[sid].ToList();
        var lines = new List<RatedLine>();
        foreach (var period in Periods(anchor, start, late))
        {
            var indexes = await PhaseReader.IndexesAsync(transaction.Connection!, period.Start, transaction);
            HourlyUsage[] kept = [.. StoredUsage.Of(stored, period, phases, ended ?? long.MaxValue)];
            IReadOnlyList<RatedLine> Rate(IReadOnlyList<HourlyUsage> hours)
                => Rater.Rate(period, phases, [.. hours, .. kept], indexes, ended);
            // With a period's own hours only corrections are billed that are made before its end
            var isOwn = period.Start == start;
            var before = Within(
                period, ended,
                [
                    .. inTime,
                    .. late.Where(entry => entry.BilledWith < start || isOwn && entry.BilledWith == start).Select(entry => entry.Usage),
                ]);
            lines.AddRange(isOwn
                ? Rate(before)
                : LateRater.Rate(
                    Rate, before, Within(period, ended, late.Where(entry => entry.BilledWith == start).Select(entry => entry.Usage))));
        }

        return lines;
    }

    /// <summary>The period itself, then those before it for which something came late.</summary>
    private static IEnumerable<Period> Periods(long anchor, long start, List<(HourlyUsage Usage, long? BilledWith)> late)
        => late.Where(entry => entry.BilledWith == start && entry.Usage.Hour >= anchor && entry.Usage.Hour < start)
            .Select(entry => Period.At(anchor, entry.Usage.Hour)).Distinct().OrderBy(period => period.Start)
            .Prepend(Period.At(anchor, start));

    private static async Task<List<(HourlyUsage Usage, long? BilledWith)>> LateAsync(
        DbTransaction transaction, string sid, string table, string stored)
        => [.. (await transaction.Connection!.QueryAsync<(long Hour, long Calls, long Rows, long Compute, long In, long Out, long Stored,
            long? BilledWith)>(
            $"SELECT hour, calls, row_count, compute_us, tokens_in, tokens_out, {stored}, period_start FROM {table} WHERE sid = @sid "
            + "ORDER BY hour", new { sid }, transaction))
            .Select(row => (new HourlyUsage(row.Hour, row.Calls, row.Rows, row.Compute, row.In, row.Out, row.Stored), row.BilledWith))];

    private static List<HourlyUsage> Within(Period period, long? ended, IEnumerable<HourlyUsage> usage)
        => [.. usage.Where(hour => hour.Hour >= period.Start && hour.Hour < Math.Min(period.End, ended ?? long.MaxValue))];

    /// <summary>What came in time: all that the logs have, less what came late.</summary>
    private static List<HourlyUsage> Without(IEnumerable<HourlyUsage> all, IEnumerable<HourlyUsage> late)
    {
        var hours = all.ToDictionary(hour => hour.Hour);
        foreach (var less in late)
        {
            var hour = hours[less.Hour];
            hours[less.Hour] = new HourlyUsage(
                hour.Hour, hour.Calls - less.Calls, hour.Rows - less.Rows, hour.ComputeMicros - less.ComputeMicros,
                hour.TokensIn - less.TokensIn,
                hour.TokensOut - less.TokensOut);
        }

        return [.. hours.Values.OrderBy(hour => hour.Hour)];
    }
}
