using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Platform.Billing.Closing;
using Platform.Billing.Data;
using Platform.Billing.Plans;
using Platform.Billing.Rating;

namespace Platform.Billing.Notices;

/// <summary>
/// Says once when 80 % of what a period includes is used, and once when all of it is, by the numbers that the invoice will have. Usage only
/// grows, so what is not seen in one run is seen in the next; a new process looks at everybody once, and then at whoever called or has
/// something kept.
/// </summary>
internal sealed class QuotaWatch(Database database, Lease lease, TimeProvider time)
{
    public static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    private const int Together = 200;
    private const int Near = 80;

    private readonly Dictionary<(string, int), PlanVersion> _plans = [];
    private readonly ConcurrentDictionary<string, bool> _called = new(StringComparer.Ordinal);
    private long? _ran;
    private long _hour;

    /// <summary>Has them looked at.</summary>
    public void Called(IEnumerable<string> sids)
    {
        foreach (var sid in sids)
            _called[sid] = true;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (_ran is { } last && time.GetElapsedTime(last) < Every)
            return;
        var hour = Hours.Of(time.GetUtcNow());
        IEnumerable<string> sids = _ran is null
            ? await AllAsync(cancellationToken)
            : hour == _hour ? _called.Keys : _called.Keys.Union(await StoringAsync(cancellationToken));
        foreach (var some in sids.ToList().Chunk(Together))
        {
            await lease.WriteAsync(transaction => LookAsync(transaction, some), cancellationToken);
            foreach (var sid in some)
                _called.TryRemove(sid, out _);
        }

        (_ran, _hour) = (time.GetTimestamp(), hour);
    }

    private async Task<IReadOnlyList<string>> AllAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<string>("SELECT sid FROM subscription WHERE state IN ('active', 'past_due') ORDER BY sid")];
    }

    /// <summary>What is kept counts in every hour, whoever calls.</summary>
    private async Task<IReadOnlyList<string>> StoringAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return [.. await connection.QueryAsync<string>("SELECT DISTINCT sid FROM usage_stored ORDER BY sid")];
    }

    private async Task<bool> LookAsync(DbTransaction transaction, string[] sids)
    {
        var hour = Hours.Of(time.GetUtcNow());
        var parameters = new DynamicParameters();
        var periods = (await transaction.Connection!.QueryAsync<(string Sid, long Anchor)>(
            $"SELECT sid, anchor FROM subscription WHERE state IN ('active', 'past_due') AND sid IN {parameters.AddList(sids)}",
            parameters, transaction))
            .Where(row => row.Anchor <= hour).Select(row => (row.Sid, Period: Period.At(row.Anchor, hour))).ToList();
        if (periods.Count == 0)
            return false;
        string[] known = [.. periods.Select(one => one.Sid)];
        var phases = await PhaseReader.ReadAsync(transaction.Connection!, known, _plans, transaction);
        var usage = await UsageReader.ReadAsync(transaction, known, periods.Min(one => one.Period.Start), hour + 1);
        var stored = await StoredStore.ReadAsync(transaction.Connection!, known, hour + 1, transaction);
        foreach (var (sid, period) in periods)
        {
            Phase[] planned = [.. phases[sid]];
            HourlyUsage[] used = [
                .. usage[sid].Where(used => used.Hour >= period.Start), .. StoredUsage.Of(stored[sid], period, planned, hour + 1),
            ];
            foreach (var allowance in Rater.Allowances(period, planned, used, hour))
                await TellAsync(transaction, sid, period, allowance);
        }

        return true;
    }

    private async Task TellAsync(DbTransaction transaction, string sid, Period period, Allowance allowance)
    {
        var kind = allowance.Used >= allowance.Included ? NoticeKind.QuotaReached
            : allowance.Used * 100 >= allowance.Included * Near ? NoticeKind.QuotaNear
            : (NoticeKind?)null;
        if (kind is not { } reached)
            return;
        var (meter, per) = (allowance.Meter.Name, allowance.Meter.Per);
        await Outbox.AddAsync(
            transaction,
            new Notice(
                FormattableString.Invariant($"quota/{sid}/{allowance.From}/{meter}/{(reached == NoticeKind.QuotaReached ? 100 : Near)}"),
                sid, reached,
                new NoticeFacts(
                    Meter: meter, Used: (long)(allowance.Used / per), Included: (long)(allowance.Included / per),
                    Until: Hours.ToTime(period.End))),
            time.GetUtcNow());
    }
}
