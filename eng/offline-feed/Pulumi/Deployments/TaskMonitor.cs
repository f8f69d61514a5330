namespace Pulumi;

/// <summary>Counts the work in flight, and collects its failures.</summary>
internal sealed class TaskMonitor
{
    private readonly Lock _lock = new();
    private readonly List<Exception> _exceptions = [];
    private readonly Action<Task> _completed;
    private TaskCompletionSource<ImmutableArray<Exception>>? _waiting;
    private int _active;

    public TaskMonitor() => _completed = Complete;

    public void Add(Task task)
    {
        if (task.IsCompletedSuccessfully)
            return;
        lock (_lock)
            _active++;
        task.ContinueWith(_completed, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits until nothing is in flight any more, or something has failed: a failure can keep others waiting for ever.</summary>
    public Task<ImmutableArray<Exception>> IdleOrFirstExceptionsAsync()
    {
        lock (_lock)
        {
            if (_exceptions.Count > 0 || _active == 0)
                return Task.FromResult(Failures());
            _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiting.Task;
        }
    }

    private void Complete(Task task)
    {
        lock (_lock)
        {
            _active--;
            if (task.Exception is { } failure)
                _exceptions.AddRange(failure.InnerExceptions);
            if (_waiting is null || (_exceptions.Count == 0 && _active > 0))
                return;
            _waiting.SetResult(Failures());
            _waiting = null;
        }
    }

    // One failure reaches everything that depends on it, as the same exception.
    private ImmutableArray<Exception> Failures() => [.. _exceptions.Distinct()];
}
