using Platform.Inference.Buffers;

namespace Platform.Inference.Execution;

/// <summary>
/// The memory that requests may take together: what the process may have, less what it has when nothing is asked of it.
/// Safe for concurrent use, without locks.
/// </summary>
internal sealed class MemoryBudget
{
    /// <summary>Left for what is counted nowhere: connections, code, fragments.</summary>
    private const double Usable = 0.8;

    /// <summary>Requests get at least this part of the limit, whatever the models take.</summary>
    private const int LeastPart = 16;

    /// <summary>What is let go is given back to the system when it comes to this part of the budget.</summary>
    private const int StalePart = 4;

    private long _total;
    private long _taken;
    private long _stale;
    private long _elsewhere;
    private long _idle;
    private bool _isFull;

    /// <param name="limit">Bytes that the process may have; 0 for what the container allows.</param>
    public MemoryBudget(long limit)
    {
        Limit = limit > 0 ? limit : ContainerMemory.Limit;
        Measure(0);
    }

    public long Limit { get; }

    public long Total => Volatile.Read(ref _total);

    public long Taken => Volatile.Read(ref _taken);

    /// <summary>What further requests may take now: nothing while a result that nobody could foresee takes their part.</summary>
    public long Left => IsFull ? 0 : Math.Max(0, Total - Taken);

    /// <summary>Whether no request may take any more, though others may have little.</summary>
    public bool IsFull
    {
        get => Volatile.Read(ref _isFull);
        set => Volatile.Write(ref _isFull, value);
    }

    /// <summary>Sets the budget anew, after models have come or gone.</summary>
    /// <param name="elsewhere">What other processes of the server have.</param>
    public void Measure(long elsewhere)
    {
        var idle = Environment.WorkingSet + elsewhere - Taken;
        Volatile.Write(ref _elsewhere, elsewhere);
        Volatile.Write(ref _idle, idle);
        Volatile.Write(ref _total, Math.Max(Limit / LeastPart, (long)((Limit - idle) * Usable)));
    }

    /// <summary>Has the system refuse what would go beyond the limit from now on.</summary>
    /// <returns>Whether requests have all that there is already, so that runs which go on must end.</returns>
    public bool Hold()
    {
        var (resident, held) = AllocationLimit.Hold(Limit, Volatile.Read(ref _elsewhere));
        IsFull = IsBeyond(held);
        return IsBeyond(resident);
    }

    /// <summary>
    /// Where it stays full: gives back what is not used any more, and takes what is there without a request or a run for the process's own.
    /// </summary>
    public void Relieve()
    {
        MemoryReturn.Now();
        if (Taken == 0 && RunsInProgress.Instance.Count == 0)
            Measure(Volatile.Read(ref _elsewhere));
    }

    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _taken, bytes) <= Total && !IsFull)
            return true;
        Interlocked.Add(ref _taken, -bytes);
        return false;
    }

    /// <summary>Large amounts must really be gone before they can be taken again. What is large by itself is, when it is freed.</summary>
    public void Give(long bytes)
    {
        if (bytes >= LargeBlock.LeastBytes && Interlocked.Add(ref _stale, bytes) > Total / StalePart)
        {
            Interlocked.Exchange(ref _stale, 0);
            NativeHeap.Trim();
        }

        Interlocked.Add(ref _taken, -bytes);
    }

    private bool IsBeyond(long held) => held > Limit - (2 * AllocationLimit.Spare(Limit)) && held - Volatile.Read(ref _idle) > Total;
}
