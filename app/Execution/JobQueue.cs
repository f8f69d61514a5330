namespace Platform.Inference.Execution;

/// <summary>
/// The bounded queue of one model, and its runners, which take what is waiting as one batch. A runner is a work item at the
/// end of the thread pool's queue: requests that have arrived are read before it starts, and so join its batch, while on an
/// idle server it starts at once.
/// </summary>
internal sealed class JobQueue
{
    private readonly Lock _lock = new();
    private readonly JobQueueLimits _limits;
    private readonly TimeProvider _time;
    private readonly Stack<Runner> _idle = new();
    private readonly Runner[] _runners;
    private InferenceJob? _first;
    private InferenceJob? _last;
    private int _waiting;
    private int _starting;

    public JobQueue(JobQueueLimits limits, Func<OnnxExecutor> createExecutor, TimeProvider time)
    {
        _limits = limits;
        _time = time;
        _runners = [.. Enumerable.Range(0, limits.Runners).Select(_ => new Runner(this, createExecutor()))];
        foreach (var runner in _runners)
            _idle.Push(runner);
    }

    /// <summary>Jobs that wait for a runner.</summary>
    public int Waiting => _waiting;

    /// <summary>Adds a job, whose <see cref="InferenceJob.Completion"/> then tells when it is done.</summary>
    /// <exception cref="RefusedException">The queue is full.</exception>
    public void Enqueue(InferenceJob job)
    {
        Runner? runner;
        job.QueuedAt = _time.GetTimestamp();
        lock (_lock)
        {
            // A runner that is about to start takes at least one, which therefore no longer counts as waiting.
            if (_waiting - _starting >= _limits.MaxWaiting && _idle.Count == 0)
                throw new RefusedException($"the queue of model '{job.Model.Name}' is full ({_limits.MaxWaiting} requests are waiting); try again later");
            Append(job);
            if (_idle.TryPop(out runner))
                _starting++;
        }

        if (runner is not null)
            ThreadPool.UnsafeQueueUserWorkItem(runner, preferLocal: false);
    }

    public void Dispose()
    {
        foreach (var runner in _runners)
            runner.Executor.Dispose();
    }

    private void Append(InferenceJob job)
    {
        job.Next = null;
        if (_last is null)
            _first = job;
        else
            _last.Next = job;
        _last = job;
        _waiting++;
    }

    private void TakeBatch(List<InferenceJob> batch)
    {
        lock (_lock)
        {
            _starting--;
            var rows = 0;
            while (_first is { } job && (batch.Count == 0 || _limits.Joins && rows + job.Rows <= _limits.MaxRows && job.CanJoin(batch[0])))
            {
                _first = job.Next;
                _last = _first is null ? null : _last;
                _waiting--;
                rows += job.Rows;
                batch.Add(job);
            }
        }
    }

    private void Finished(Runner runner)
    {
        lock (_lock)
        {
            if (_first is null)
            {
                _idle.Push(runner);
                return;
            }

            _starting++;
        }

        ThreadPool.UnsafeQueueUserWorkItem(runner, preferLocal: false);
    }

    private sealed class Runner(JobQueue queue, OnnxExecutor executor) : IThreadPoolWorkItem
    {
        private readonly List<InferenceJob> _batch = [];

        public OnnxExecutor Executor => executor;

        public void Execute()
        {
            queue.TakeBatch(_batch);
            BatchRun.Run(executor, _batch, queue._time);
            _batch.Clear();
            queue.Finished(this);
        }
    }
}
