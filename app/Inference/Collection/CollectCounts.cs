namespace Platform.Inference.Collection;

/// <summary>What is counted of the collection.</summary>
internal sealed class CollectCounts
{
    private readonly long[] _dropped = new long[Enum.GetValues<DropReason>().Length];
    private long _stored;

    /// <summary>Lines that are in the store.</summary>
    public long Stored => Volatile.Read(ref _stored);

    /// <summary>Calls, or lines of them.</summary>
    public long Dropped(DropReason reason) => Volatile.Read(ref _dropped[(int)reason]);

    public void Store(long lines) => Interlocked.Add(ref _stored, lines);

    public void Drop(DropReason reason, long count = 1) => Interlocked.Add(ref _dropped[(int)reason], count);
}
