using Platform.Billing.Data;

namespace Platform.Billing.Gateway;

/// <summary>
/// Makes the gateway's subscriptions what the database says: whoever did not pay is kept out, whoever paid is let in again, and another
/// plan is another product under the same key. The database is written when the gateway has answered: whatever is cut off is done again, to
/// the same effect.
/// </summary>
internal sealed partial class GatewayWork(
    Database database, Lease lease, GatewayClient gateway, TimeProvider time, ILogger<GatewayWork> logger)
{
    private static readonly TimeSpan _longestWait = TimeSpan.FromMinutes(5);

    // Of those that failed: until when they wait, and how often they did. With a new process all are tried at once.
    private readonly Dictionary<string, (DateTimeOffset Until, int Times)> _waiting = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<ToldSubscription> changed;
        await using (var connection = await database.OpenAsync(cancellationToken))
            changed = await GatewayStore.FindAsync(connection, time.GetUtcNow());
        foreach (var subscription in changed.Where(IsDue))
            if (!await TryTellAsync(subscription, cancellationToken))
                return;
    }

    /// <returns>False where the others would fare no better.</returns>
    private async Task<bool> TryTellAsync(ToldSubscription subscription, CancellationToken cancellationToken)
    {
        try
        {
            await gateway.TellAsync(subscription, cancellationToken);
            await lease.WriteAsync(transaction => GatewayStore.HeardAsync(transaction, subscription, time.GetUtcNow()), cancellationToken);
            _waiting.Remove(subscription.Sid);
            LogTold(subscription.Sid, subscription.State, subscription.Plan);
            return true;
        }
        catch (GatewayException exception)
        {
            var times = _waiting.GetValueOrDefault(subscription.Sid).Times + 1;
            _waiting[subscription.Sid] = (time.GetUtcNow() + Wait(times), times);
            LogFailed(subscription.Sid, exception.Message);
            return !exception.IsPassing;
        }
    }

    private bool IsDue(ToldSubscription subscription)
        => !_waiting.TryGetValue(subscription.Sid, out var waiting) || waiting.Until <= time.GetUtcNow();

    private static TimeSpan Wait(int times) => TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(times, 16)), _longestWait.TotalSeconds));

    [LoggerMessage(60, LogLevel.Information, "The gateway has subscription {Sid} as {State} at {Plan}")]
    private partial void LogTold(string sid, string state, string plan);

    [LoggerMessage(61, LogLevel.Error, "The gateway was not told of subscription {Sid}, and is told again later: {Reason}")]
    private partial void LogFailed(string sid, string reason);
}
