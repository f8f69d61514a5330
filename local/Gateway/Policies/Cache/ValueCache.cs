using System.Collections.Concurrent;

namespace Platform.Gateway.Policies.Cache;

/// <summary>Values that policies keep by key. What is over is taken out as soon as somebody stores.</summary>
internal sealed class ValueCache(TimeProvider clock)
{
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, (object? Value, DateTimeOffset Until)> _values = new(StringComparer.Ordinal);

    public bool TryFind(string key, out object? value)
    {
        var isKept = _values.TryGetValue(key, out var kept) && kept.Until > clock.GetUtcNow();
        value = isKept ? kept.Value : null;
        return isKept;
    }

    public void Store(string key, object? value, TimeSpan time)
    {
        var now = clock.GetUtcNow();
        foreach (var (old, kept) in _values)
            if (kept.Until <= now)
                _values.TryRemove(old, out _);
        if (_values.Count < Most || _values.ContainsKey(key))
            _values[key] = (value, now + time);
    }

    public void Remove(string key) => _values.TryRemove(key, out _);
}
