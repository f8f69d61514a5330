namespace Platform.Rehearsal.Clocks;

/// <summary>A timer by the driven clock, on one of the machine's that is set anew with every jump.</summary>
internal sealed class DrivenTimer : ITimer
{
    private readonly DrivenClock _clock;
    private readonly Action _callback;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private DateTimeOffset? _due;
    private TimeSpan _period;

    public DrivenTimer(DrivenClock clock, Action callback)
    {
        (_clock, _callback) = (clock, callback);
        _timer = TimeProvider.System.CreateTimer(_ => Fire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_lock)
            (_due, _period) = (dueTime == Timeout.InfiniteTimeSpan ? null : _clock.GetUtcNow() + dueTime, period);
        Set();
        return true;
    }

    /// <summary>Sets the machine's timer to what is left.</summary>
    public void Set()
    {
        lock (_lock)
        {
            var left = _due - _clock.GetUtcNow();
            _timer.Change(
                left is null ? Timeout.InfiniteTimeSpan : left > TimeSpan.Zero ? left.Value : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _clock.Forget(this);
        _timer.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        _clock.Forget(this);
        return _timer.DisposeAsync();
    }

    private void Fire()
    {
        lock (_lock)
        {
            if (_due is null)
                return;
            _due = _period > TimeSpan.Zero ? _clock.GetUtcNow() + _period : null;
        }

        Set();
        _callback();
    }
}
