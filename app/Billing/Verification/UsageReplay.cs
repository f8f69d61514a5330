using Dapper;
using Platform.Billing.Data;
using Platform.Billing.Ingest;
using Platform.Billing.Rating;

namespace Platform.Billing.Verification;

/// <summary>Reads the logs once more, as far as they were read when they were counted.</summary>
internal sealed class UsageReplay(Database database, IUsageLogs logs)
{
    private const int StepBytes = 1 << 20;

    private readonly Dictionary<(string Sid, long Hour), UsageAmounts> _sums = [];

    /// <summary>All usage, by subscription.</summary>
    /// <exception cref="VerificationException">A log is gone, or is another than the one that was counted.</exception>
    public async Task<ILookup<string, HourlyUsage>> ReadAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        foreach (var (log, end, sha256) in await connection.QueryAsync<(string, long, string)>(
            "SELECT log, position, sha256 FROM usage_log ORDER BY log"))
            if (await ReadAsync(log, end, cancellationToken) != sha256)
                throw new VerificationException(
                    $"log '{log}' is another than the one that was counted: its first {end} bytes have another hash");
        return _sums.ToLookup(
            sum => sum.Key.Sid,
            sum => new HourlyUsage(
                sum.Key.Hour, sum.Value.Calls, sum.Value.Rows, sum.Value.ComputeMicros, sum.Value.TokensIn, sum.Value.TokensOut));
    }

    /// <returns>The hash of its lines.</returns>
    private async Task<string> ReadAsync(string log, long end, CancellationToken cancellationToken)
    {
        var (cursor, buffer) = (LogCursor.Start(log), new byte[StepBytes]);
        while (cursor.Position < end)
        {
            var count = await logs.ReadAsync(
                log, cursor.Position, buffer.AsMemory(0, (int)Math.Min(StepBytes, end - cursor.Position)), cancellationToken);
            var chunk = LogChunk.Read(cursor, buffer.AsSpan(0, count));
            if (chunk.After == cursor || chunk.Fault is not null)
                throw new VerificationException(
                    $"log '{log}' can no longer be read at byte {cursor.Position}: {chunk.Fault ?? "it is shorter than it was"}");
            foreach (var (key, amounts) in chunk.Totals)
                _sums[(key.Subscription, key.Hour)] = _sums.GetValueOrDefault((key.Subscription, key.Hour)) + amounts;
            cursor = chunk.After;
        }

        return cursor.Sha256;
    }
}
