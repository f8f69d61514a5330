namespace Platform.Rehearsal.Clocks;

/// <summary>
/// A clock that goes as the machine's does, and jumps with its file. Timers whose time a jump passes fire at once. Time stamps,
/// which measure how long something took, do not jump: no clock of a machine does that either.
/// </summary>
internal sealed class DrivenClock : TimeProvider, IDisposable
{
    private static readonly TimeSpan _look = TimeSpan.FromMilliseconds(2);

    private readonly ClockFile _file;
    private readonly Lock _lock = new();
    private readonly HashSet<DrivenTimer> _timers = [];
    private readonly ITimer _watch;
    private TimeSpan _seen;

    public DrivenClock(ClockFile file)
    {
        (_file, _seen) = (file, file.Offset);
        _watch = System.CreateTimer(_ => Follow(), null, _look, _look);
    }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _file.Offset;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new DrivenTimer(this, () => callback(state));
        lock (_lock)
            _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves every process's time.</summary>
    public void Jump(TimeSpan by) => _file.Offset += by;

    public void Dispose()
    {
        _watch.Dispose();
        _file.Dispose();
    }

    internal void Forget(DrivenTimer timer)
    {
        lock (_lock)
            _timers.Remove(timer);
    }

    private void Follow()
    {
        DrivenTimer[] timers;
        lock (_lock)
        {
            if (_seen == _file.Offset)
                return;
            _seen = _file.Offset;
            timers = [.. _timers];
        }

        foreach (var timer in timers)
            timer.Set();
    }
}
