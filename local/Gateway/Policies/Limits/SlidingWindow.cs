namespace Platform.Gateway.Policies.Limits;

/// <summary>The calls, or tokens, of one key, each with its time: exact, where the service "is never completely accurate".</summary>
internal sealed class SlidingWindow(TimeProvider clock)
{
    // In ticks: a window may have to remember many
    private readonly Queue<(long At, int Count)> _taken = new();
    private readonly Lock _lock = new();
    private long _last = clock.GetUtcNow().Ticks;
    private int _sum;
    private int _reserved;

    /// <summary>Counts, if there is room.</summary>
    /// <param name="count">0 looks without counting.</param>
    /// <param name="retryAfter">When there is room again.</param>
    public bool TryTake(int count, int limit, TimeSpan period, out int remaining, out TimeSpan retryAfter)
    {
        lock (_lock)
        {
            var isFree = HasRoom(count, limit, period, out retryAfter);
            if (isFree)
                Add(_last, count);
            remaining = Math.Max(0, limit - _sum - _reserved);
            return isFree;
        }
    }

    /// <summary>Keeps room for what is counted once it is known, if there is some.</summary>
    public bool TryReserve(int count, int limit, TimeSpan period, out int remaining, out TimeSpan retryAfter)
    {
        lock (_lock)
        {
            var isFree = HasRoom(count, limit, period, out retryAfter);
            if (isFree)
                _reserved += count;
            remaining = Math.Max(0, limit - _sum - _reserved);
            return isFree;
        }
    }

    /// <summary>Counts what was used in the place of what was reserved.</summary>
    /// <returns>What is counted now.</returns>
    public int Settle(int reserved, int used)
    {
        lock (_lock)
        {
            _reserved -= reserved;
            Add(clock.GetUtcNow().Ticks, used);
            return _sum + _reserved;
        }
    }

    /// <summary>Counts what is over already.</summary>
    public void Add(int count)
    {
        lock (_lock)
            Add(clock.GetUtcNow().Ticks, count);
    }

    public bool IsIdleSince(DateTimeOffset time)
    {
        lock (_lock)
            return _last < time.Ticks && _reserved == 0;
    }

    private bool HasRoom(int count, int limit, TimeSpan period, out TimeSpan retryAfter)
    {
        _last = clock.GetUtcNow().Ticks;
        while (_taken.TryPeek(out var oldest) && oldest.At <= _last - period.Ticks)
            _sum -= _taken.Dequeue().Count;
        var needed = Math.Max(count, 1);
        retryAfter = TimeSpan.Zero;
        if (_sum + _reserved + needed <= limit)
            return true;
        retryAfter = period;
        var left = _sum + _reserved;
        foreach (var (at, taken) in _taken)
            if ((left -= taken) + needed <= limit)
            {
                retryAfter = TimeSpan.FromTicks(at - _last) + period;
                break;
            }

        return false;
    }

    private void Add(long now, int count)
    {
        if (count <= 0)
            return;
        _taken.Enqueue((now, count));
        _sum += count;
    }
}
