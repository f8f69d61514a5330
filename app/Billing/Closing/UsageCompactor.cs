using System.Data.Common;
using Dapper;
using Platform.Billing.Data;
using Platform.Billing.Rating;

namespace Platform.Billing.Closing;

/// <summary>
/// Adds hours up to days once they are some days old, so that a year of many customers stays small. A day in which a phase or a period
/// begins is kept in its parts, as each part is priced on its own: no sum that is ever rated changes.
/// </summary>
internal sealed class UsageCompactor(Database database, Lease lease, TimeProvider time)
{
    /// <summary>For how long usage is kept by the hour.</summary>
    public static readonly TimeSpan HoursLive = TimeSpan.FromDays(3);

    /// <summary>What is older was added up before.</summary>
    private const int LooksBackHours = 62 * HoursPerDay;

    private const int HoursPerDay = 24, Together = 500;

    private const string Amounts = "calls, row_count, compute_us, tokens_in, tokens_out, bytes_in, bytes_out";

    private long _compacted;

    /// <summary>Adds up every whole day that is old enough, once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var before = Hours.Of(time.GetUtcNow() - HoursLive) / HoursPerDay * HoursPerDay;
        if (before <= _compacted)
            return;
        foreach (var sids in (await SubscriptionsAsync(cancellationToken)).Chunk(Together))
            await lease.WriteAsync(
                async transaction =>
                {
                    foreach (var sid in sids)
                        await CompactAsync(transaction, sid, before);
                },
                cancellationToken);
        _compacted = before;
    }

    private async Task<IReadOnlyList<string>> SubscriptionsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<string>("SELECT DISTINCT sid FROM usage_total ORDER BY sid")];
    }

    private static async Task CompactAsync(DbTransaction transaction, string sid, long before)
    {
        var (anchor, phases) = await StartsAsync(transaction, sid);
        var rows = await transaction.Connection!.QueryAsync<long>(
            "SELECT DISTINCT hour FROM usage_total WHERE sid = @sid AND hour >= @after AND hour < @before",
            new { sid, before, after = before - LooksBackHours }, transaction);
        foreach (var part in rows.GroupBy(hour => PartOf(hour, anchor, phases)).Where(part => part.Count() > 1 || part.First() != part.Key)
            .ToList())
            await AddUpAsync(transaction, sid, part.Key, part.Max());
    }

    /// <summary>Where the subscription and its phases begin.</summary>
    private static async Task<(long? Anchor, long[] Phases)> StartsAsync(DbTransaction transaction, string sid) => (
        await transaction.Connection!.ExecuteScalarAsync<long?>(
            "SELECT anchor FROM subscription WHERE sid = @sid", new { sid }, transaction),
        [
            .. (await transaction.Connection!.QueryAsync<long>(
                "SELECT from_hour FROM phase WHERE sid = @sid ORDER BY from_hour", new { sid }, transaction)),
        ]);

    /// <summary>
    /// The hour under which an hour's usage is kept: its day's first, or a later one in which a period or a phase begins.
    /// </summary>
    private static long PartOf(long hour, long? anchor, long[] phases)
    {
        var day = hour / HoursPerDay * HoursPerDay;
        if (anchor is not { } begin || hour < begin)
            return day;
        var index = Array.BinarySearch(phases, hour);
        var phase = index >= 0 ? hour : index == -1 ? begin : phases[~index - 1];
        return Math.Max(day, Math.Max(phase, Period.At(begin, hour).Start));
    }

    private static async Task AddUpAsync(DbTransaction transaction, string sid, long first, long last)
    {
        var span = new { sid, first, last };
        await transaction.Connection!.ExecuteAsync(
            $"""
            INSERT INTO usage_total (sid, product, model, version, hour, {Amounts})
            SELECT sid, product, model, version, @first, {string.Join(
                ", ", Amounts.Split(", ").Select(amount => $"CAST(SUM({amount}) AS BIGINT)"))} FROM usage_total
            WHERE sid = @sid AND hour > @first AND hour <= @last GROUP BY sid, product, model, version
            ON CONFLICT (sid, hour, product, model, version) DO UPDATE SET {string.Join(
                ", ", Amounts.Split(", ").Select(amount => $"{amount} = usage_total.{amount} + excluded.{amount}"))}
            """,
            span, transaction);
        await transaction.Connection!.ExecuteAsync(
            "DELETE FROM usage_total WHERE sid = @sid AND hour > @first AND hour <= @last", span, transaction);
    }
}
