using System.Data.Common;
using Dapper;

namespace Platform.Billing.Data;

/// <summary>
/// Notices a clock that jumps, before periods are closed or customers suspended by it: one that goes back behind what was done, and one
/// that runs ahead of the time that passed. A clock that stays ahead is believed after a while, as a machine may have slept.
/// </summary>
/// <param name="lease">Of this instance.</param>
/// <param name="time">The clock.</param>
/// <param name="mayLeap">Whether it is driven, and leaps on purpose.</param>
internal sealed class ClockGuard(Lease lease, TimeProvider time, bool mayLeap = false)
{
    /// <summary>By how much clocks of instances may differ.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <summary>By how much a clock may run ahead between two rounds.</summary>
    public static readonly TimeSpan Leap = TimeSpan.FromHours(1);

    /// <summary>How long a leap is waited with.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private (DateTimeOffset Wall, long Stamp)? _last;
    private long? _leapt;

    /// <exception cref="ClockException">It jumped; the round is not to be done.</exception>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        RequireNoLeap(now);
        await lease.WriteAsync(transaction => RequireAfterAsync(transaction, now), cancellationToken);
        (_last, _leapt) = ((now, time.GetTimestamp()), null);
    }

    private void RequireNoLeap(DateTimeOffset now)
    {
        if (mayLeap || _last is not { } last)
            return;
        var ahead = now - last.Wall - time.GetElapsedTime(last.Stamp);
        if (ahead < Leap || time.GetElapsedTime(_leapt ??= time.GetTimestamp()) >= Patience)
            return;
        throw new ClockException(
            $"the clock leapt by {ahead.TotalHours:0.0} hours to {now:u}; nothing is done until it is set right, or has stayed there for "
            + $"{Patience.TotalMinutes} minutes");
    }

    private static async Task<bool> RequireAfterAsync(DbTransaction transaction, DateTimeOffset now)
    {
        var latest = DateTimeOffset.FromUnixTimeMilliseconds(await transaction.Connection!.ExecuteScalarAsync<long>(
            "SELECT COALESCE(MAX(latest), 0) FROM clock", transaction: transaction));
        if (now < latest - Tolerance)
            throw new ClockException(
                $"the clock shows {now:u}, and billing has worked at {latest:u}; nothing is done until it is after that");
        await transaction.Connection!.ExecuteAsync(
            "INSERT INTO clock (name, latest) VALUES ('billing', @now) ON CONFLICT (name) DO UPDATE SET latest = CASE WHEN clock.latest < "
            + "@now THEN @now ELSE clock.latest END",
            new { now = now.ToUnixTimeMilliseconds() }, transaction);
        return true;
    }
}
