using Platform.Inference.Execution;
using Platform.Inference.Json;

namespace Platform.Inference.Usage;

/// <summary>Lines of one log that are not in its file yet, and the requests that wait until they are.</summary>
internal sealed class UsageChunk(UsageLog log) : IDisposable
{
    private TaskCompletionSource? _flushed;

    public UsageLog Log { get; private set; } = log;

    /// <summary>Of a busy server there are a million bytes in a <see cref="UsageWriter.FlushInterval"/>, and as many in the next.</summary>
    public PooledBytes Lines { get; } = new() { KeptBytes = 1 << 22 };

    /// <summary>Whether the log ends with it.</summary>
    public bool IsLast { get; set; }

    public Task Flushed => (_flushed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Succeed() => Waiting()?.TrySetResult();

    /// <summary>The requests that wait, which from now on are another's to answer; null where there are none.</summary>
    public TaskCompletionSource? Waiting() => Interlocked.Exchange(ref _flushed, null);

    /// <summary>Lets the requests go without an answer; their lines stay.</summary>
    public void Refuse(string reason)
    {
        _flushed?.TrySetException(new RefusedException(reason));
        _flushed = null;
    }

    public void Reuse(UsageLog log)
    {
        Log = log;
        IsLast = false;
        Lines.Reset();
    }

    public void Dispose() => Lines.Dispose();
}
