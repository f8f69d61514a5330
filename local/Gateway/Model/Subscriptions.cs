using System.Collections.Concurrent;

namespace Platform.Gateway.Model;

/// <summary>Subscriptions by id, and by either of their keys.</summary>
internal sealed class Subscriptions
{
    private readonly ConcurrentDictionary<string, Subscription> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Subscription> _byKey = new(StringComparer.Ordinal);

    public IEnumerable<Subscription> All => _byId.Values;

    /// <summary>A new one, or another in the place of the one with the same id, whose keys then are worth nothing.</summary>
    public void Put(Subscription subscription)
    {
        if (_byId.TryGetValue(subscription.Id, out var old))
        {
            _byKey.TryRemove(old.PrimaryKey, out _);
            _byKey.TryRemove(old.SecondaryKey, out _);
        }

        _byId[subscription.Id] = subscription;
        _byKey[subscription.PrimaryKey] = subscription;
        _byKey[subscription.SecondaryKey] = subscription;
    }

    public Subscription? Get(string id) => _byId.GetValueOrDefault(id);

    public void Remove(string id)
    {
        if (!_byId.TryRemove(id, out var old))
            return;
        _byKey.TryRemove(old.PrimaryKey, out _);
        _byKey.TryRemove(old.SecondaryKey, out _);
    }

    public Subscription? Find(string key) => _byKey.GetValueOrDefault(key);
}
