using System.Collections.Concurrent;

namespace Platform.Gateway.Policies.Limits;

/// <summary>What was used in the current window, by key. What is renewed is forgotten.</summary>
internal sealed class QuotaCounters(TimeProvider clock)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(300);

    private readonly ConcurrentDictionary<string, FixedWindow> _windows = new(StringComparer.Ordinal);
    private long _tidiedAt = clock.GetUtcNow().Ticks;

    public TimeProvider Clock => clock;

    public int Count => _windows.Count;

    /// <param name="endsAt">In ticks: from then on it may be forgotten.</param>
    public FixedWindow Of(string key, long endsAt)
    {
        Tidy();
        while (true)
        {
            var window = _windows.GetOrAdd(key, _ => new FixedWindow());
            if (window.TryUse(endsAt))
                return window;
            _windows.TryRemove(KeyValuePair.Create(key, window));
        }
    }

    private void Tidy()
    {
        var (now, last) = (clock.GetUtcNow().Ticks, Interlocked.Read(ref _tidiedAt));
        if (now - last < _pause.Ticks || Interlocked.CompareExchange(ref _tidiedAt, now, last) != last)
            return;
        foreach (var (key, window) in _windows)
            if (window.TryForget(now))
                _windows.TryRemove(KeyValuePair.Create(key, window));
    }
}
