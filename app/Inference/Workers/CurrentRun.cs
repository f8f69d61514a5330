using Platform.Inference.Execution;

namespace Platform.Inference.Workers;

/// <summary>
/// Which run of a worker is under way. Runs and the orders to end them come on pipes of their own, so that an order may be read before its
/// run has begun, or after the next one has: it ends its own run, and no other.
/// </summary>
/// <param name="executor">Has the runs, one after the other.</param>
internal sealed class CurrentRun(IExecutor executor)
{
    private readonly Lock _lock = new();
    private long _current;
    private long _ended;

    /// <param name="run">Its number, from 1, different from all before.</param>
    public void Begin(long run)
    {
        lock (_lock)
        {
            _current = run;
            if (_ended == run)
                executor.Terminate();
            else
                executor.Resume();
        }
    }

    /// <summary>Ends this run, now or when it begins; nothing, where another one is under way since.</summary>
    /// <param name="run">Its number.</param>
    public void End(long run)
    {
        lock (_lock)
        {
            _ended = run;
            if (_current == run)
                executor.Terminate();
        }
    }
}
