namespace Platform.Gateway.Policies.Limits;

/// <summary>Calls and bytes of one key since the window began.</summary>
internal sealed class FixedWindow
{
    private readonly Lock _lock = new();
    private long _number = -1;
    private long _calls;
    private long _bytes;

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
