using System.Data.Common;
using System.Text.Json;
using Dapper;
using Platform.Billing.Data;
using Platform.Billing.Plans;
using Platform.Billing.Rating;

namespace Platform.Billing.Closing;

/// <summary>
/// Rates the periods that are over and whose usage is complete. What is rated stays: the snapshot is kept with its hash, and
/// usage that comes afterwards is late. Done again it gives the same, so a step that was cut off is simply done again.
/// </summary>
internal sealed partial class PeriodCloser(Database database, Lease lease, TimeProvider time, ILogger<PeriodCloser> logger)
{
    /// <summary>Logs that were opened just before a period's end need not be seen at once.</summary>
    public static readonly TimeSpan Delay = TimeSpan.FromMinutes(10);

    /// <summary>Subscriptions of one transaction.</summary>
    private const int Together = 500;

    private readonly Dictionary<(string, int), PlanVersion> _plans = [];

    /// <summary>Rates each period that can be rated.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var count = 0;
        for (List<DueSubscription> due; (due = await DueAsync(cancellationToken)).Count > 0;)
            foreach (var some in due.Chunk(Together))
                count += await lease.WriteAsync(transaction => RateAsync(transaction, some), cancellationToken);
        return count;
    }

    private async Task<List<DueSubscription>> DueAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        var rows = await connection.QueryAsync<(string Sid, long Anchor, long? Ended, long? Until)>(
            """
            SELECT s.sid, s.anchor, s.ended, (SELECT MAX(p.end_hour) FROM period p WHERE p.sid = s.sid) FROM subscription s
            WHERE NOT EXISTS (SELECT 1 FROM rating_fault f WHERE f.sid = s.sid) ORDER BY s.sid
            """);
        var latest = Hours.Of(time.GetUtcNow() - Delay);
        var due = rows.Select(row => new DueSubscription(row.Sid, row.Anchor, row.Ended, row.Until ?? row.Anchor))
            .Where(subscription => subscription.Next is not null && subscription.NextEnd <= latest).ToList();
        if (due.Count == 0)
            return due;
        var first = due.Min(subscription => subscription.NextEnd);
        var waiting = await LogWatch.OpenBeforeAsync(connection, Hours.ToTime(due.Max(subscription => subscription.NextEnd)));
        if (waiting.Count == 0)
            return due;
        LogWaiting(due.Count, string.Join(", ", waiting.Take(5)));
        var isEarlyComplete = (await LogWatch.OpenBeforeAsync(connection, Hours.ToTime(first))).Count == 0;
        return isEarlyComplete ? [.. due.Where(subscription => subscription.NextEnd == first)] : [];
    }

    private async Task<int> RateAsync(DbTransaction transaction, DueSubscription[] due)
    {
        var sids = Array.ConvertAll(due, subscription => subscription.Sid);
        var phases = await PhaseReader.ReadAsync(transaction.Connection!, sids, _plans, transaction);
        var (from, to) = (due.Min(subscription => subscription.Until), due.Max(subscription => subscription.NextEnd));
        var usage = await UsageReader.ReadAsync(transaction, sids, from, to);
        var adjusted = await UsageReader.ReadAdjustmentsAsync(transaction, sids, from, to);
        var stored = await StoredStore.ReadAsync(transaction.Connection!, sids, to, transaction);
        var late = await UsageReader.WithLateAsync(transaction, sids);
        var (rated, indexes) = (new List<RatedPeriod>(due.Length), new Dictionary<long, IReadOnlyList<IndexValue>>());
        foreach (var subscription in due)
        {
            var start = subscription.Next!.Value.Start;
            if (!indexes.TryGetValue(start, out var values))
                indexes[start] = values = await PhaseReader.IndexesAsync(transaction.Connection!, start, transaction);
            if (await RateAsync(
                transaction, subscription,
                ([.. phases[subscription.Sid]], values, [.. stored[subscription.Sid]], late.Contains(subscription.Sid)),
                [.. usage[subscription.Sid], .. adjusted[subscription.Sid]]) is { } period)
                rated.Add(period);
        }

        await SaveAsync(transaction, rated);
        return due.Length;
    }

    /// <returns>Null where it cannot be rated.</returns>
    private async Task<RatedPeriod?> RateAsync(
        DbTransaction transaction, DueSubscription due,
        (Phase[] Phases, IReadOnlyList<IndexValue> Indexes, StoredLevel[] Stored, bool HasLate) by, HourlyUsage[] usage)
    {
        var period = due.Next!.Value;
        try
        {
            var lines = Rater.Rate(
                period, by.Phases,
                [
                    .. usage.Where(hour => hour.Hour >= period.Start && hour.Hour < due.NextEnd),
                    .. StoredUsage.Of(by.Stored, period, by.Phases, due.NextEnd),
                ], by.Indexes,
                due.Ended);
            var late = by.HasLate ? await LateAsync(transaction, due, by.Phases, by.Stored) : [];
            return new RatedPeriod(due.Sid, period with { End = due.NextEnd }, [.. lines.Concat(late).Select(SnapshotLine.From)]);
        }
        catch (RatingException fault)
        {
            LogFault(due.Sid, fault.Message);
            await transaction.Connection!.ExecuteAsync(
                "INSERT INTO rating_fault (sid, reason, at) VALUES (@Sid, @Message, @at) ON CONFLICT (sid) DO NOTHING",
                new { due.Sid, fault.Message, at = time.GetUtcNow().ToUnixTimeMilliseconds() }, transaction);
            return null;
        }
    }

    /// <summary>What came late to earlier periods; from now on it counts as billed with this one.</summary>
    private static async Task<List<RatedLine>> LateAsync(
        DbTransaction transaction, DueSubscription due, Phase[] phases, StoredLevel[] stored)
    {
        var connection = transaction.Connection!;
        var lines = new List<RatedLine>();
        var hours = (await connection.QueryAsync<long>(
            """
            SELECT hour FROM usage_late WHERE sid = @Sid AND period_start IS NULL
            UNION SELECT hour FROM usage_adjustment WHERE sid = @Sid AND period_start IS NULL AND hour < @Start
            """,
            new { due.Sid, due.Next!.Value.Start }, transaction)).ToList();
        foreach (var period in hours.Where(hour => hour >= due.Anchor).Select(hour => Period.At(due.Anchor, hour)).Distinct()
            .OrderBy(period => period.Start))
        {
            var inTime = await UsageReader.ReadAsync(transaction, [due.Sid], period.Start, period.End);
            var before = await UsageReader.ReadLateAsync(transaction, due.Sid, period, isOpen: false);
            var late = await UsageReader.ReadLateAsync(transaction, due.Sid, period, isOpen: true);
            var indexes = await PhaseReader.IndexesAsync(connection, period.Start, transaction);
            HourlyUsage[] billed = [.. inTime[due.Sid], .. before, .. StoredUsage.Of(stored, period, phases, due.NextEnd)];
            lines.AddRange(LateRater.Rate(usage => Rater.Rate(period, phases, usage, indexes, due.Ended), billed, late));
        }

        var with = new { due.Sid, due.Next!.Value.Start, due.NextEnd };
        await connection.ExecuteAsync(
            "UPDATE usage_late SET period_start = @Start WHERE sid = @Sid AND period_start IS NULL", with, transaction);
        await connection.ExecuteAsync(
            "UPDATE usage_adjustment SET period_start = @Start WHERE sid = @Sid AND period_start IS NULL AND hour < @NextEnd", with,
            transaction);
        return lines;
    }

    private Task SaveAsync(DbTransaction transaction, List<RatedPeriod> rated)
    {
        var at = time.GetUtcNow().ToUnixTimeMilliseconds();
        return transaction.InsertAsync(
            "INSERT INTO period (sid, start_hour, end_hour, state, snapshot, snapshot_sha256, rated_at)",
            [.. rated.Select(period =>
            {
                var snapshot = JsonSerializer.Serialize(period, ClosingJson.Default.RatedPeriod);
                return new object?[]
                {
                    period.Subscription, period.Period.Start, period.Period.End, "rated", snapshot, TextHash.Of(snapshot), at,
                };
            })]);
    }

    [LoggerMessage(
        11, LogLevel.Warning, "{Count} periods are over; those are not rated yet for which these logs may still bring usage: {Logs}")]
    private partial void LogWaiting(int count, string logs);

    [LoggerMessage(12, LogLevel.Critical, "Subscription {Sid} cannot be rated: {Reason}")]
    private partial void LogFault(string sid, string reason);
}
