using System.Collections.Concurrent;

namespace Platform.Gateway.Policies.Limits;

/// <summary>Sliding windows by key. What has not been called for as long as the longest window is forgotten.</summary>
internal sealed class RateCounters(TimeProvider clock)
{
    private static readonly TimeSpan _longest = TimeSpan.FromSeconds(300);

    private readonly ConcurrentDictionary<string, SlidingWindow> _windows = new(StringComparer.Ordinal);
    private long _tidiedAt = clock.GetUtcNow().Ticks;

    public SlidingWindow Of(string key)
    {
        Tidy();
        return _windows.GetOrAdd(key, _ => new SlidingWindow(clock));
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
