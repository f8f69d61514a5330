namespace Platform.Inference.Execution;

/// <summary>
/// Holds a batch back for the company that its predecessor had: callers who were just answered tend to ask again. It ends
/// when as many requests are there as then, or with the maximal delay, counted from when the runner was free: a server that
/// was idle for as long has no company to wait for. Guarded by the queue's lock.
/// </summary>
internal sealed class BatchHold : IDisposable
{
    /// <summary>How many batches start at once after one that was held in vain, so that callers who do not come back cost little.</summary>
    private const int BatchesAfterVain = 4;

    private readonly JobQueueLimits _limits;
    private readonly TimeProvider _time;
    private readonly Lock _lock;
    private readonly ITimer _end;
    private IThreadPoolWorkItem? _held;
    private long _freeSince;
    private int _expected;
    private int _atOnce;
    private bool _wasHeld;

    public BatchHold(JobQueueLimits limits, TimeProvider time, Lock queueLock)
    {
        _limits = limits;
        _time = time;
        _lock = queueLock;
        _end = time.CreateTimer(_ => End(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A batch has been answered.</summary>
    /// <param name="answered">Its requests, which are likely to come again.</param>
    /// <param name="waiting">Those that have come in the meantime.</param>
    public void Finished(int answered, int waiting)
    {
        _expected = answered + waiting;
        _freeSince = _time.GetTimestamp();
        _wasHeld = false;
    }

    /// <summary>True when the runner shall not start yet; it is put into the thread pool's queue when it shall.</summary>
    public bool TryHold(JobList jobs, IThreadPoolWorkItem runner)
    {
        if (_limits.MaxDelay == TimeSpan.Zero || jobs.Count == 0 || IsEnough(jobs))
            return false;
        if (_atOnce > 0)
        {
            _atOnce--;
            return false;
        }

        var left = _limits.MaxDelay - _time.GetElapsedTime(_freeSince);
        if (left > TimeSpan.Zero)
        {
            Hold(runner, left);
            return true;
        }

        if (_wasHeld && 2 * jobs.Count < _expected)
            _atOnce = BatchesAfterVain;
        return false;
    }

    /// <summary>Starts the batch that is held back, if what is waiting is worth it by now.</summary>
    public void EndIfEnough(JobList jobs)
    {
        if (_held is not null && IsEnough(jobs))
            Release();
    }

    public void Dispose() => _end.Dispose();

    private bool IsEnough(JobList jobs) => jobs.Count >= _expected || jobs.Rows >= _limits.MaxRows;

    private void Hold(IThreadPoolWorkItem runner, TimeSpan time)
    {
        _held = runner;
        _wasHeld = true;
        // Timers count whole milliseconds; what is less is waited by going to the end of the pool's queue again.
        if (time < TimeSpan.FromMilliseconds(1))
            Release();
        else
            _end.Change(TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds)), Timeout.InfiniteTimeSpan);
    }

    private void End()
    {
        lock (_lock)
        {
            if (_held is not null)
                Release();
        }
    }

    private void Release()
    {
        ThreadPool.UnsafeQueueUserWorkItem(_held!, preferLocal: false);
        _held = null;
    }
}
