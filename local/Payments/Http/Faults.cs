namespace Platform.Payments.Http;

/// <summary>Faults that the next calls to a path meet, in the order in which they were asked for.</summary>
internal sealed class Faults
{
    private TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _held;

    private readonly List<(string Path, Fault Fault)> _waiting = [];

    public void Add(string path, Fault fault, int count)
    {
        lock (_waiting)
            _waiting.AddRange(Enumerable.Repeat((path, fault), count));
    }

    /// <summary>Calls that are held now.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <summary>Waits until held calls are released.</summary>
    /// <exception cref="OperationCanceledException">The caller is gone.</exception>
    public async Task HoldAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _held);
        try
        {
            await _release.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref _held);
        }
    }

    public void Release() => Interlocked.Exchange(ref _release, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();

    /// <summary>The next fault of a path that begins so.</summary>
    public Fault? Take(string path)
    {
        lock (_waiting)
        {
            var index = _waiting.FindIndex(waiting => path.StartsWith(waiting.Path, StringComparison.Ordinal));
            if (index < 0)
                return null;
            var fault = _waiting[index].Fault;
            _waiting.RemoveAt(index);
            return fault;
        }
    }
}
