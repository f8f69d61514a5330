using System.Collections.Concurrent;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Limits;

/// <summary>Sliding windows by key. What has not been called for as long as the longest window is forgotten.</summary>
internal sealed class RateCounters(TimeProvider clock)
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(300);

    private readonly ConcurrentDictionary<CounterKey, SlidingWindow> _windows = new();
    private long _tidiedAt = clock.GetUtcNow().Ticks;

    public int Count => _windows.Count;

    public SlidingWindow Of(CounterKey key)
    {
        Tidy();
        return _windows.GetOrAdd(key, static (_, clock) => new SlidingWindow(clock), clock);
    }

    private void Tidy()
    {
        var (now, last) = (clock.GetUtcNow(), Interlocked.Read(ref _tidiedAt));
        if (now.Ticks - last < _longest.Ticks || Interlocked.CompareExchange(ref _tidiedAt, now.Ticks, last) != last)
            return;
        foreach (var (key, window) in _windows)
            if (window.IsIdleSince(now - _longest))
                _windows.TryRemove(key, out _);
    }
}
