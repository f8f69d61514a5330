namespace Platform.Gateway.Policies.Limits;

/// <summary>Calls and bytes of one key since the window began.</summary>
internal sealed class FixedWindow
{
    private readonly Lock _lock = new();
    private long _number = -1;
    private long _calls;
    private long _bytes;
    private long _endsAt;
    private bool _isForgotten;

    /// <returns>False: it is forgotten, and another has to be made.</returns>
    public bool TryUse(long endsAt)
    {
        lock (_lock)
        {
            _endsAt = Math.Max(_endsAt, endsAt);
            return !_isForgotten;
        }
    }

    /// <summary>If it is renewed, nothing is lost.</summary>
    public bool TryForget(long now)
    {
        lock (_lock)
            return _isForgotten = _isForgotten || _endsAt <= now;
    }

    /// <param name="number">Of the window; another one begins at nothing.</param>
    public (long Calls, long Bytes) Used(long number)
    {
        lock (_lock)
        {
            Enter(number);
            return (_calls, _bytes);
        }
    }

    /// <summary>Counts a call, if there is one left.</summary>
    public bool TryTake(long number, long limit)
    {
        lock (_lock)
        {
            Enter(number);
            if (_calls >= limit)
                return false;
            _calls++;
            return true;
        }
    }

    public void Add(long number, long calls, long bytes)
    {
        lock (_lock)
        {
            Enter(number);
            _calls += calls;
            _bytes += bytes;
        }
    }

    private void Enter(long number)
    {
        if (_number != number)
            (_number, _calls, _bytes) = (number, 0, 0);
    }
}
