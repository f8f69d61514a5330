namespace Platform.Inference.Execution;

/// <summary>
/// Counts the runs of batches, of all models, in two generations, so that it can be told when those have ended that were there at some
/// moment, though there are always others. Safe for concurrent use, without locks.
/// </summary>
internal sealed class RunsInProgress
{
    private readonly int[] _counts = new int[2];
    private int _young;

    /// <summary>This process's.</summary>
    public static RunsInProgress Instance { get; } = new();

    public int Count => Volatile.Read(ref _counts[0]) + Volatile.Read(ref _counts[1]);

    /// <summary>A run begins.</summary>
    /// <returns>What <see cref="Leave"/> is told when it ends.</returns>
    public int Enter()
    {
        var generation = Volatile.Read(ref _young);
        Interlocked.Increment(ref _counts[generation]);
        return generation;
    }

    public void Leave(int generation) => Interlocked.Decrement(ref _counts[generation]);

    /// <summary>Begins a new generation where none is left of the old one, which the young one is then. One caller at a time.</summary>
    public bool TryTurn()
    {
        var old = 1 - _young;
        if (Volatile.Read(ref _counts[old]) > 0)
            return false;
        Volatile.Write(ref _young, old);
        return true;
    }
}
