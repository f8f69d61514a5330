namespace Platform.Gateway.Policies.Limits;

/// <summary>The calls of one key, each with its time: exact, where the service "is never completely accurate".</summary>
internal sealed class SlidingWindow(TimeProvider clock)
{
    private readonly Queue<(DateTimeOffset At, int Count)> _calls = new();
    private readonly Lock _lock = new();
    private DateTimeOffset _last = clock.GetUtcNow();
    private int _sum;

    /// <summary>Counts, if there is room.</summary>
    /// <param name="count">0 looks without counting.</param>
    /// <param name="retryAfter">When there is room again.</param>
    public bool TryTake(int count, int limit, TimeSpan period, out int remaining, out TimeSpan retryAfter)
    {
        lock (_lock)
        {
            var now = _last = clock.GetUtcNow();
            while (_calls.TryPeek(out var oldest) && oldest.At <= now - period)
                _sum -= _calls.Dequeue().Count;
            retryAfter = _calls.TryPeek(out var first) ? first.At + period - now : period;
            if (_sum + Math.Max(count, 1) > limit)
            {
                remaining = Math.Max(0, limit - _sum);
                return false;
            }

            Add(now, count);
            remaining = Math.Max(0, limit - _sum);
            return true;
        }
    }

    /// <summary>Counts what is over already.</summary>
    public void Add(int count)
    {
        lock (_lock)
            Add(clock.GetUtcNow(), count);
    }

    public bool IsIdleSince(DateTimeOffset time)
    {
        lock (_lock)
            return _last < time;
    }

    private void Add(DateTimeOffset now, int count)
    {
        if (count <= 0)
            return;
        _calls.Enqueue((now, count));
        _sum += count;
    }
}
