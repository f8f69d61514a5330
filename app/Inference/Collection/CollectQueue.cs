using System.Threading.Channels;

namespace Platform.Inference.Collection;

/// <summary>What waits to be written down: so many calls, and so many bytes, at most.</summary>
internal sealed class CollectQueue(CollectOptions options, CollectCounts counts)
{
    private readonly Channel<ICollected> _waiting = Channel.CreateBounded<ICollected>(
        new BoundedChannelOptions(options.QueueCalls) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private long _bytes;

    public CollectCounts Counts => counts;

    /// <summary>Asked before something is copied to be added.</summary>
    public bool HasRoom => Volatile.Read(ref _bytes) < options.BufferBytes && _waiting.Reader.Count < options.QueueCalls;

    /// <summary>What finds no place is dropped.</summary>
    public bool Add(ICollected collected)
    {
        Interlocked.Add(ref _bytes, collected.Bytes);
        if (_waiting.Writer.TryWrite(collected))
            return true;
        counts.Drop(DropReason.Queue);
        Done(collected);
        return false;
    }

    /// <summary>The next; null where there is none.</summary>
    public ICollected? Next() => _waiting.Reader.TryRead(out var collected) ? collected : null;

    public void Done(ICollected collected)
    {
        Interlocked.Add(ref _bytes, -collected.Bytes);
        collected.Return();
    }
}
