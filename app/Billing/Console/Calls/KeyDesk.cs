using System.Collections.Concurrent;
using Platform.Billing.Data;
using Platform.Billing.Gateway;

namespace Platform.Billing.Console.Calls;

/// <summary>
/// Keys of subscriptions. The gateway has them; here they are known for some minutes, in memory alone, for calls on the customer's behalf.
/// </summary>
internal sealed class KeyDesk(Database database, GatewayClient gateway, TimeProvider time)
{
    private static readonly TimeSpan _kept = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, (string Key, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);

    /// <summary>
    /// Tells the gateway of a subscription now, instead of with billing's next round, and reads its key. The effect is the round's own, so
    /// that both may do it.
    /// </summary>
    /// <exception cref="GatewayException">The gateway does not do it; billing's next round tries again.</exception>
    public async Task<string> OpenAsync(string sid, CancellationToken cancellationToken)
    {
        await using (var connection = await database.OpenAsync(cancellationToken))
            if ((await GatewayStore.FindAsync(connection, time.GetUtcNow())).FirstOrDefault(changed => changed.Sid == sid) is { } changed)
                await gateway.TellAsync(changed, cancellationToken);
        return await ReadAsync(sid, cancellationToken);
    }

    /// <summary>The key with which the console calls for its customer.</summary>
    public async Task<string> ReadAsync(string sid, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(sid, out var known) && known.Until > now)
            return known.Key;
        var key = (await gateway.ListKeysAsync(sid, cancellationToken)).PrimaryKey;
        if (_known.Count > 10_000)
            _known.Clear();
        _known[sid] = (key, now + _kept);
        return key;
    }

    /// <summary>A new key in the place of one of the two; the other goes on.</summary>
    /// <returns>The new one.</returns>
    public async Task<string> RenewAsync(string sid, GatewayKey which, CancellationToken cancellationToken)
    {
        _known.TryRemove(sid, out _);
        await gateway.RegenerateAsync(sid, which, cancellationToken);
        var keys = await gateway.ListKeysAsync(sid, cancellationToken);
        return which == GatewayKey.Primary ? keys.PrimaryKey : keys.SecondaryKey;
    }

    /// <summary>Of a key that the gateway does not take any more.</summary>
    public void Forget(string sid) => _known.TryRemove(sid, out _);
}
