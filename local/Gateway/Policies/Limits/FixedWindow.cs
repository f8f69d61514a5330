namespace Platform.Gateway.Policies.Limits;

/// <summary>Calls, or tokens, and bytes of one key in the current period.</summary>
internal sealed class FixedWindow
{
    private readonly Lock _lock = new();
    private QuotaPeriod _period = new(long.MinValue, default, null);
    private long _calls;
    private long _bytes;
    private bool _isForgotten;

    public (QuotaPeriod Period, long Calls, long Bytes) Used
    {
        get
        {
            lock (_lock)
                return (_period, _calls, _bytes);
        }
    }

    /// <summary>A period later than the one so far begins at nothing.</summary>
    /// <returns>False: it is forgotten, and another has to be made.</returns>
    public bool TryEnter(QuotaPeriod period)
    {
        lock (_lock)
        {
            if (period.Number > _period.Number)
                (_period, _calls, _bytes) = (period, 0, 0);
            return !_isForgotten;
        }
    }

    /// <summary>If it is renewed, nothing is lost.</summary>
    public bool TryForget(DateTime now)
    {
        lock (_lock)
            return _isForgotten = _isForgotten || _period.End <= now;
    }

    /// <summary>Counts, if there is room; of nothing, there has to be room for one.</summary>
    public bool TryTake(long amount, long limit)
    {
        lock (_lock)
        {
            if (_calls + Math.Max(amount, 1) > limit)
                return false;
            _calls += amount;
            return true;
        }
    }

    /// <param name="number">Of the period; in a later one it counts no more.</param>
    public void Add(long number, long calls, long bytes)
    {
        lock (_lock)
        {
            if (_period.Number != number)
                return;
            _calls += calls;
            _bytes += bytes;
        }
    }

    public void Set(long calls, long bytes)
    {
        lock (_lock)
            (_calls, _bytes) = (calls, bytes);
    }
}
