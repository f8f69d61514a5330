using System.Data.Common;
using Dapper;
using Platform.Billing.Customers;
using Platform.Billing.Data;
using Platform.Billing.Plans;
using Platform.Billing.Rating;

namespace Platform.Billing.Closing;

/// <summary>
/// Lets changed prices reach who subscribed before: a period begins with the plan's version that holds then and was known then. A period
/// that has begun keeps its prices to its end.
/// </summary>
internal sealed class PlanRenewer(Database database, Lease lease, TimeProvider time)
{
    private const int Together = 200;

    private long _hour = long.MinValue;

    /// <summary>Once an hour, before periods are closed; what was missed is done for each period that is not rated.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = Hours.Of(time.GetUtcNow());
        if (now <= _hour)
            return;
        foreach (var some in (await BehindAsync(now, cancellationToken)).Chunk(Together))
            await lease.WriteAsync(
                async transaction =>
                {
                    foreach (var (sid, anchor, until) in some)
                        await RenewAsync(transaction, sid, (anchor, until), now);
                },
                cancellationToken);
        _hour = now;
    }

    /// <summary>Those with a period that is not rated, and began when their plan had a newer version than they have.</summary>
    private async Task<IReadOnlyList<(string Sid, long Anchor, long Until)>> BehindAsync(long now, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return [.. (await connection.QueryAsync<(string Sid, long Anchor, long Until, long Holds)>(
            """
            SELECT o.sid, o.anchor, o.until, MIN(CASE WHEN v.added > v.effective THEN v.added ELSE v.effective END) FROM (
              SELECT s.sid, s.anchor, COALESCE((SELECT MAX(p.end_hour) FROM period p WHERE p.sid = s.sid), s.anchor) AS until FROM subscription s WHERE s.ended IS NULL) o
            JOIN phase f ON f.sid = o.sid AND f.from_hour >= (SELECT MAX(l.from_hour) FROM phase l WHERE l.sid = o.sid AND l.from_hour <= o.until)
            JOIN plan_version v ON v.plan = f.plan AND v.version > f.version GROUP BY o.sid, o.anchor, o.until ORDER BY o.sid
            """))
            .Where(row => row.Anchor <= now && Hours.ToTime(Period.At(row.Anchor, now).Start).ToUnixTimeMilliseconds() >= row.Holds)
            .Select(row => (row.Sid, row.Anchor, row.Until))];
    }

    private static async Task RenewAsync(DbTransaction transaction, string sid, (long Anchor, long Until) from, long now)
    {
        for (var period = Period.At(from.Anchor, from.Until); period.Start <= now; period = Period.At(from.Anchor, period.End))
            if (period.Start > from.Anchor && await HoldingAsync(transaction, sid, period.Start) is { } version)
                await CustomerStore.AddPhaseAsync(transaction, sid, period.Start, version, "prices changed");
    }

    /// <returns>The version that holds at a period's start; null where the subscription has it.</returns>
    private static async Task<PlanVersion?> HoldingAsync(DbTransaction transaction, string sid, long start) => PlanStore.Read(
        await transaction.Connection!.QuerySingleOrDefaultAsync<string>(
            """
            SELECT v.document FROM phase f JOIN plan_version v ON v.plan = f.plan AND v.version > f.version
            WHERE f.sid = @sid AND f.from_hour = (SELECT MAX(l.from_hour) FROM phase l WHERE l.sid = @sid AND l.from_hour <= @start)
              AND v.effective <= @at AND v.added <= @at ORDER BY v.version DESC LIMIT 1
            """,
            new { sid, start, at = Hours.ToTime(start).ToUnixTimeMilliseconds() }, transaction));
}
