namespace Platform.Inference.Execution;

/// <summary>
/// Threads of lower priority, for the requests that are large: on one processor, the thread that reads the small ones would wait for
/// each of them, and a thread of its own priority would take turns with it, milliseconds each.
/// </summary>
internal sealed class LargeWork
{
    /// <summary>
    /// Of a request or of its inputs, from which it is large: what is smaller is read in less time than it takes to go to another thread.
    /// </summary>
    public const int Bytes = 128 << 10;

    private const int MostThreads = 32;
    private static readonly TimeSpan _mostIdleTime = TimeSpan.FromSeconds(10);

    [ThreadStatic]
    private static bool _isHere;

    private readonly object _lock = new();
    private readonly Queue<object> _waiting = new();
    private int _threads;
    private int _idle;

    private LargeWork()
    {
    }

    /// <summary>Null where there are several processors, on which the thread pool does as well.</summary>
    public static LargeWork? Instance { get; } = Environment.ProcessorCount == 1 ? new LargeWork() : null;

    /// <summary>Whether work of this size is to go there from here.</summary>
    public static bool Takes(long bytes) => bytes >= Bytes && TakesLong();

    /// <summary>Whether work that may take long, whatever its size, is to go there from here.</summary>
    public static bool TakesLong() => Instance is not null && !_isHere;

    /// <summary>Awaited, has the rest of the method go on there, where that is what its size asks for.</summary>
    public static Handover TakeOver(long bytes) => new(Takes(bytes) ? Instance!.Add : null);

    /// <param name="work">Must not throw.</param>
    public void Queue(IThreadPoolWorkItem work) => Add(work);

    private void Add(object work)
    {
        lock (_lock)
        {
            _waiting.Enqueue(work);
            Monitor.Pulse(_lock);
            if (_waiting.Count <= _idle || _threads == MostThreads)
                return;
            _threads++;
        }

        new Thread(Run) { IsBackground = true, Name = "large work" }.Start();
    }

    private void Run()
    {
        _isHere = true;
        LinuxScheduler.Lower();
        while (Next() is { } work)
        {
            using var beat = SchedulerBeat.DuringLargeWork();
            if (work is Action rest)
                rest();
            else
                ((IThreadPoolWorkItem)work).Execute();
        }
    }

    /// <returns>Null when there has been nothing to do for a while.</returns>
    private object? Next()
    {
        lock (_lock)
        {
            _idle++;
            while (_waiting.Count == 0)
                if (!Monitor.Wait(_lock, _mostIdleTime) && _waiting.Count == 0)
                {
                    _threads--;
                    break;
                }

            _idle--;
            return _waiting.TryDequeue(out var work) ? work : null;
        }
    }
}
