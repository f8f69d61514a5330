using System.Collections.Concurrent;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Limits;

/// <summary>What was used in the current period, by key. What is renewed is forgotten.</summary>
internal sealed class QuotaCounters(TimeProvider clock)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(300);

    private readonly ConcurrentDictionary<CounterKey, FixedWindow> _windows = new();
    private long _tidiedAt = clock.GetUtcNow().Ticks;

    public TimeProvider Clock => clock;

    public int Count => _windows.Count;

    public FixedWindow Of(CounterKey key, QuotaPeriod period)
    {
        Tidy();
        while (true)
        {
            var window = _windows.GetOrAdd(key, static _ => new FixedWindow());
            if (window.TryEnter(period))
                return window;
            _windows.TryRemove(KeyValuePair.Create(key, window));
        }
    }

    /// <summary>Those of a counter whose period is not over: of calls, not of tokens.</summary>
    public IReadOnlyList<(CounterKey Key, FixedWindow Window)> Named(string counter)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return
        [
            .. _windows.Where(each => each.Key.Counter == counter && !each.Key.Part.StartsWith("tokens", StringComparison.Ordinal))
                .Where(each => each.Value.Used.Period.End is not { } end || end > now)
                .OrderBy(each => each.Key.Part, StringComparer.Ordinal).ThenBy(each => each.Key.Seconds)
                .Select(each => (each.Key, each.Value)),
        ];
    }

    private void Tidy()
    {
        var (now, last) = (clock.GetUtcNow(), Interlocked.Read(ref _tidiedAt));
        if (now.Ticks - last < _pause.Ticks || Interlocked.CompareExchange(ref _tidiedAt, now.Ticks, last) != last)
            return;
        foreach (var (key, window) in _windows)
            if (window.TryForget(now.UtcDateTime))
                _windows.TryRemove(KeyValuePair.Create(key, window));
    }
}
