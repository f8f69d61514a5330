using System.Data.Common;
using Dapper;
using Platform.Billing.Data;
using Platform.Billing.Instruments;

namespace Platform.Billing.Closing;

/// <summary>Knows up to when usage is complete: when every log that was opened before has ended, or has a mark after it.</summary>
internal sealed partial class LogWatch(Lease lease, TimeProvider time, ILogger<LogWatch> logger)
{
    /// <summary>A living server marks its log every minute, so one that is silent for this long has lost its node.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    /// <summary>Says of logs that have been silent for long that nothing more is waited for; what still comes is late usage.</summary>
    public async Task AbandonAsync(CancellationToken cancellationToken)
    {
        var before = (time.GetUtcNow() - Patience).ToUnixTimeMilliseconds();
        var abandoned = await lease.WriteAsync(
            async transaction => (await transaction.Connection!.QueryAsync<string>(
                "UPDATE usage_log SET state = 'abandoned' WHERE state = 'open' AND seen < @before RETURNING log", new { before },
                transaction)).ToList(),
            cancellationToken);
        BillingMeter.Abandoned(abandoned.Count);
        foreach (var log in abandoned)
            LogAbandoned(log, Patience.TotalHours);
    }

    /// <summary>The logs that may still bring usage from before an hour.</summary>
    public static async Task<IReadOnlyList<string>> OpenBeforeAsync(
        DbConnection connection, DateTimeOffset end, DbTransaction? transaction = null)
        => [.. await connection.QueryAsync<string>(
            "SELECT log FROM usage_log WHERE opened < @end AND marked < @end AND state NOT IN ('closed', 'abandoned') ORDER BY log",
            new { end = end.ToUnixTimeMilliseconds() }, transaction)];

    [LoggerMessage(
        10, LogLevel.Critical, "Usage log {Log} has been silent for {Hours} hours and did not end; periods are closed without it")]
    private partial void LogAbandoned(string log, double hours);
}
