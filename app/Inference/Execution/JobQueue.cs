namespace Platform.Inference.Execution;

/// <summary>
/// The bounded queue of one model, and its runners, which take what is waiting as one batch. A runner is a work item at the
/// end of the thread pool's queue, or for short runs of the thread's that reads requests: those that have arrived are read
/// before it starts, and so join its batch, while on an idle server it starts at once.
/// </summary>
internal sealed class JobQueue
{
    /// <summary>A run that takes longer, answers included, keeps the thread that reads requests from them for too long.</summary>
    private static readonly TimeSpan _short = TimeSpan.FromMilliseconds(5);

    /// <summary>After a run that took as long, whatever its inputs, the next one is as large work is.</summary>
    private static readonly TimeSpan _long = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly JobQueueLimits _limits;
    private readonly TimeProvider _time;
    private readonly ITimer _expiry;
    private readonly BatchHold _hold;
    private readonly Stack<Runner> _idle = new();
    private readonly Runner[] _runners;
    private readonly JobList _jobs = new();
    private long _nextExpiry = long.MaxValue;
    private int _starting;

    public JobQueue(JobQueueLimits limits, Func<IExecutor> createExecutor, TimeProvider time)
    {
        _limits = limits;
        _time = time;
        _expiry = time.CreateTimer(_ => Expire(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _hold = new BatchHold(limits, time, _lock);
        _runners = [.. Enumerable.Range(0, limits.Runners).Select(_ => new Runner(this, createExecutor()))];
        foreach (var runner in _runners)
            _idle.Push(runner);
    }

    /// <summary>Jobs that wait for a runner.</summary>
    public int Waiting => _jobs.Count;

    /// <summary>Adds a job, whose <see cref="Job.Completion"/> then tells when it is done.</summary>
    /// <exception cref="RefusedException">The queue is full.</exception>
    public void Enqueue(Job job)
    {
        Runner? runner;
        job.QueuedAt = _time.GetTimestamp();
        lock (_lock)
        {
            // A runner that is about to start takes at least one, which therefore no longer counts as waiting.
            if (_jobs.Count - _starting >= _limits.MaxWaiting && _idle.Count == 0)
                throw new RefusedException(
                    $"the queue of model '{job.Target.Name}' is full ({_limits.MaxWaiting} requests are waiting); try again later");
            _jobs.Append(job);
            ScheduleExpiry(job.Deadline);
            _hold.EndIfEnough(_jobs);
            if (_idle.TryPop(out runner))
                _starting++;
            else
                FollowCaller(job);
        }

        Start(runner);
    }

    /// <summary>Takes a job whose caller is gone out of the queue; nothing, if it is not there any more.</summary>
    public void Leave(Job job)
    {
        lock (_lock)
        {
            // By now it may be another request's, whose caller is there.
            if (!job.IsWaiting || !job.CallerGone.IsCancellationRequested)
                return;
            _jobs.Remove(job);
        }

        job.Fail(new OperationCanceledException(job.CallerGone));
    }

    /// <summary>Ends what is running; its jobs fail.</summary>
    public void Abort()
    {
        foreach (var runner in _runners)
            runner.Run.Watch.Abort();
    }

    public void Dispose()
    {
        _expiry.Dispose();
        _hold.Dispose();
        foreach (var runner in _runners)
            runner.Run.Dispose();
    }

    /// <summary>On the thread that reads requests where that is here; calls of gRPC come from the pool's.</summary>
    private static void Start(Runner? runner)
    {
        if (runner is null)
            return;
        runner.IsReading = runner.MayBeShort && ReadingThread.Instance is not null && !Thread.CurrentThread.IsThreadPoolThread;
        if (runner.IsReading)
            ReadingThread.Instance!.Queue(runner);
        else
            ThreadPool.UnsafeQueueUserWorkItem(runner, preferLocal: false);
    }

    /// <summary>
    /// A caller who goes while the job waits leaves its place to another, at once where he has gone already; a job that starts at once need
    /// not be told.
    /// </summary>
    private static void FollowCaller(Job job)
    {
        if (job.CallerGone.CanBeCanceled)
            job.Leaving = job.CallerGone.UnsafeRegister(static (state, _) => ((Job)state!).Target.Leave((Job)state), job);
    }

    /// <summary>Moves a batch out of the queue; false when this runner shall wait for more rows first, and start again then.</summary>
    private bool TryTakeBatch(Runner runner, List<Job> batch)
    {
        lock (_lock)
        {
            if (_hold.TryHold(_jobs, runner))
                return false;

            _starting--;
            var rows = 0;
            while (_jobs.First is { } job
                && (batch.Count == 0 || _limits.Joins && rows + job.Rows <= _limits.MaxRows && job.CanJoin(batch[0])))
            {
                _jobs.RemoveFirst();
                job.Leaving.Unregister();
                rows += job.Rows;
                batch.Add(job);
            }

            return true;
        }
    }

    private void ScheduleExpiry(long deadline)
    {
        if (deadline == 0 || deadline >= _nextExpiry)
            return;
        _nextExpiry = deadline;
        var left = _time.GetElapsedTime(_time.GetTimestamp(), deadline);
        _expiry.Change(left > TimeSpan.Zero ? left : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Answers the jobs whose time is up while they wait.</summary>
    private void Expire()
    {
        List<Job> expired;
        lock (_lock)
        {
            expired = _jobs.RemoveExpired(_time.GetTimestamp(), out var next);
            _nextExpiry = long.MaxValue;
            ScheduleExpiry(next);
        }

        foreach (var job in expired)
        {
            job.Leaving.Unregister();
            job.Fail(RefusedException.Expired(job));
        }
    }

    private void Finished(Runner runner, int answered)
    {
        lock (_lock)
        {
            _hold.Finished(answered, _jobs.Count);
            if (_jobs.Count == 0)
            {
                _idle.Push(runner);
                return;
            }

            _starting++;
        }

        Start(runner);
    }

    private sealed class Runner(JobQueue queue, IExecutor executor) : IThreadPoolWorkItem
    {
        private readonly List<Job> _batch = [];

        /// <summary>Of its last run, with the writing of its answers.</summary>
        private TimeSpan _timeOfRow = TimeSpan.MaxValue;

        private bool _wasLong;

        public BatchRun Run { get; } = new(executor, queue._limits.LongestRun, queue._time);

        /// <summary>Whether it is started on the thread that reads requests.</summary>
        public bool IsReading { get; set; }

        public bool MayBeShort => queue._limits.HasSteadyRows && _timeOfRow < _short;

        public void Execute()
        {
            if (_batch.Count == 0 && !queue.TryTakeBatch(this, _batch))
                return;
            var (taken, rows, bytes) = (_batch.Count, RowsOf(_batch), BytesOf(_batch));
            if (LargeWork.Takes(bytes) || _wasLong && LargeWork.TakesLong())
            {
                LargeWork.Instance!.Queue(this);
                return;
            }

            if (IsReading && rows * _timeOfRow >= _short)
            {
                IsReading = false;
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                return;
            }

            var started = queue._time.GetTimestamp();
            Run.Execute(_batch);
            var time = queue._time.GetElapsedTime(started);
            _timeOfRow = time / Math.Max(1, rows);
            _wasLong = time >= _long;
            _batch.Clear();
            queue.Finished(this, taken);
        }

        private static long BytesOf(List<Job> batch)
        {
            var bytes = 0L;
            foreach (var job in batch)
                bytes += job.InputBytes;
            return bytes;
        }

        private static int RowsOf(List<Job> batch)
        {
            var rows = 0;
            foreach (var job in batch)
                rows += job.Rows;
            return rows;
        }
    }
}
