namespace Platform.Inference.Execution;

/// <summary>Ends a run that nobody waits for any more, that takes longer than its model allows, or that takes the last memory.</summary>
internal sealed class RunWatch : IDisposable
{
    /// <summary>How often a run that goes on is looked at.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private readonly IExecutor _executor;
    private readonly TimeSpan? _longest;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly List<Job> _running = [];
    private long _startedAt;
    private bool _ticks;
    private RunEnd _end;

    /// <param name="executor">Whose runs are watched.</param>
    /// <param name="longest">That a run may take; null for as long as it takes.</param>
    /// <param name="time">For both.</param>
    public RunWatch(IExecutor executor, TimeSpan? longest, TimeProvider time)
    {
        _executor = executor;
        _longest = longest;
        _time = time;
        _timer = time.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Begin(ReadOnlySpan<Job> jobs)
    {
        lock (_lock)
        {
            foreach (var job in jobs)
                _running.Add(job);
            _startedAt = _time.GetTimestamp();
            // The timer goes on from run to run while there are any: setting it costs more than a look.
            if (!_ticks)
                _timer.Change(Interval, Timeout.InfiniteTimeSpan);
            _ticks = true;
        }
    }

    /// <returns>How the run ended.</returns>
    public RunEnd End()
    {
        lock (_lock)
        {
            var end = _end;
            _running.Clear();
            _end = RunEnd.ByItself;
            if (end != RunEnd.ByItself)
                _executor.Resume();
            return end;
        }
    }

    /// <summary>Ends what is running and lets nothing run any more.</summary>
    public void Abort() => _executor.Terminate();

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        lock (_lock)
        {
            _ticks = _running.Count > 0;
            if (!_ticks)
                return;
            _timer.Change(Interval, Timeout.InfiniteTimeSpan);
            if (_end == RunEnd.ByItself)
                _end = Judge();
            // Again and again: a run that has just begun may not have reached its executor when it is first told to end
            if (_end != RunEnd.ByItself)
                _executor.Terminate();
        }
    }

    private RunEnd Judge()
    {
        var now = _time.GetTimestamp();
        if (_running.TrueForAll(job => job.CallerGone.IsCancellationRequested || job.IsGivenUp(now)))
            return RunEnd.CallersGone;
        if (_longest is { } longest && _time.GetElapsedTime(_startedAt, now) > longest)
            return RunEnd.TookTooLong;
        return AllocationLimit.IsShort ? RunEnd.OutOfMemory : RunEnd.ByItself;
    }
}
