using System.Buffers;
using System.Data.Common;
using Platform.Billing.Data;
using Platform.Billing.Instruments;
using Platform.Billing.Notices;

namespace Platform.Billing.Ingest;

/// <summary>
/// Reads usage logs to their ends. A step is one transaction: the cursor moves and the totals grow, or neither. A log that
/// cannot be read on is stopped, with what was right before; the others go on.
/// </summary>
internal sealed partial class Ingester(
    Database database, Lease lease, IUsageLogs logs, UsageStore store, ILogger<Ingester> logger, QuotaWatch? quota = null)
{
    /// <summary>Of a step: large enough to be fast, small enough to be done again.</summary>
    private const int StepBytes = 16 << 20;

    /// <summary>No line is as long.</summary>
    private const int LongestLine = 1 << 16;

    /// <summary>Reads all logs as far as they are written.</summary>
    /// <returns>The bytes read.</returns>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var (bytes, cursors) = (0L, await CursorsAsync(cancellationToken));
        await foreach (var (log, length) in logs.ListAsync(cancellationToken))
        {
            if (cursors.GetValueOrDefault(log, LogCursor.Start(log)) is not { } cursor)
                continue;
            if (length > cursor.Position)
                bytes += await ReadAsync(cursor, cancellationToken);
            else if (length < cursor.Position)
                await StopAsync(
                    cursor, $"at byte {cursor.Position}: it has only {length} bytes now, and had more when it was read", cancellationToken);
        }

        return bytes;
    }

    private async Task StopAsync(LogCursor cursor, string fault, CancellationToken cancellationToken)
    {
        await lease.WriteAsync(transaction => store.MoveAsync(transaction, cursor, cursor, fault), cancellationToken);
        LogBroken(cursor.Log, fault);
    }

    private async Task<long> ReadAsync(LogCursor start, CancellationToken cancellationToken)
    {
        var cursor = start;
        var buffer = ArrayPool<byte>.Shared.Rent(StepBytes);
        var next = StepAsync(cursor, buffer.AsMemory(0, StepBytes), cancellationToken);
        try
        {
            while (await next is { } step)
            {
                // The next step is read while the database writes this one
                next = step.Fault is null
                    ? Task.Run(() => StepAsync(step.After, buffer.AsMemory(0, StepBytes), cancellationToken), cancellationToken)
                    : Task.FromResult<Step?>(null);
                if (!await TryWriteAsync(cursor, step, cancellationToken))
                {
                    await Task.WhenAny(next);
                    cursor = await StopAtLineAsync(cursor, step.Lines, buffer.AsMemory(0, StepBytes), cancellationToken);
                    break;
                }

                cursor = step.After;
            }
        }
        finally
        {
            // Until nothing reads into the buffer any more, whatever became of it
            await Task.WhenAny(next);
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return cursor.Position - start.Position;
    }

    /// <summary>What the database does not let be is one line's doing: taken again by halves, all that is right before it counts.</summary>
    private async Task<LogCursor> StopAtLineAsync(LogCursor cursor, int lines, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (lines > 1)
        {
            lines /= 2;
            while (await StepAsync(cursor, buffer, cancellationToken, lines) is { } step
                && await TryWriteAsync(cursor, step, cancellationToken))
                cursor = step.After;
        }

        await StopAsync(cursor, $"at byte {cursor.Position}: {LogChunk.Unsummable}", cancellationToken);
        return cursor;
    }

    /// <summary>All in one query: there are more logs with every day, and in nearly all of them is nothing new.</summary>
    private async Task<Dictionary<string, LogCursor?>> CursorsAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken);
        return await UsageStore.CursorsAsync(connection);
    }

    /// <returns>What was read; null where there was nothing to read.</returns>
    private async Task<Step?> StepAsync(
        LogCursor cursor, Memory<byte> buffer, CancellationToken cancellationToken, int lines = int.MaxValue)
    {
        var count = await logs.ReadAsync(cursor.Log, cursor.Position, buffer, cancellationToken);
        var chunk = LogChunk.Read(cursor, buffer.Span[..count], lines);
        var fault = chunk.Fault ?? (chunk.After == cursor && count > LongestLine
            ? $"at byte {cursor.Position}: a line is longer than {LongestLine} bytes"
            : null);
        return chunk.After == cursor && fault is null ? null : new Step(chunk.After, chunk.Totals, chunk.Lines, fault);
    }

    /// <returns>False where the database does not let the totals be what they would become; then nothing is done.</returns>
    private async Task<bool> TryWriteAsync(LogCursor cursor, Step step, CancellationToken cancellationToken)
    {
        try
        {
            await lease.WriteAsync(
                async transaction =>
                {
                    await store.MoveAsync(transaction, cursor, step.After, step.Fault);
                    await UsageStore.AddAsync(transaction, step.After, step.Totals);
                },
                cancellationToken);
        }
        catch (DbException exception) when (database.IsRefusedRow(exception))
        {
            return false;
        }

        BillingMeter.Ingested(step.After.NextNumber - cursor.NextNumber);
        quota?.Called(step.Totals.Keys.Select(key => key.Subscription));
        if (step.Fault is { } fault)
            LogBroken(cursor.Log, fault);
        return true;
    }

    [LoggerMessage(1, LogLevel.Critical, "Usage log {Log} is stopped {Reason}; its calls from there on are not billed until it is mended")]
    private partial void LogBroken(string log, string reason);

    /// <summary>What one transaction writes.</summary>
    private sealed record Step(LogCursor After, IReadOnlyDictionary<UsageKey, UsageAmounts> Totals, int Lines, string? Fault);
}
