using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Platform.Inference.Faults;

namespace Platform.Inference.Execution;

/// <summary>Runs batches and completes each of their jobs, come what may.</summary>
internal sealed class BatchRun(IExecutor executor, TimeSpan? longest, TimeProvider time) : IDisposable
{
    public RunWatch Watch { get; } = new(executor, longest, time);

    public void Execute(List<Job> batch)
    {
        DropAbandoned(batch);
        if (batch.Count == 0)
            return;

        var error = TryRun(CollectionsMarshal.AsSpan(batch));
        if (error is null)
            Succeed(batch);
        else if (batch.Count == 1 || error is RefusedException or OperationCanceledException)
            batch.ForEach(job => Fail(job, error));
        else
            RunEachAlone(batch);
    }

    public void Dispose()
    {
        Watch.Dispose();
        executor.Dispose();
    }

    private void DropAbandoned(List<Job> batch)
    {
        var now = time.GetTimestamp();
        for (var i = batch.Count - 1; i >= 0; i--)
        {
            var job = batch[i];
            job.StartedAt = now;
            if (job.CallerGone.IsCancellationRequested)
                job.Fail(new OperationCanceledException(job.CallerGone));
            else if (job.Deadline != 0 && now > job.Deadline)
                job.Fail(RefusedException.Expired(job));
            else
                continue;
            batch.RemoveAt(i);
        }
    }

    private static void Succeed(List<Job> batch)
    {
        // On one processor the answers are written here and now; else they are spread over the pool.
        var elsewhere = batch.Count > 1 && Environment.ProcessorCount > 1;
        foreach (var job in batch)
            job.Succeed(elsewhere);
    }

    /// <summary>A batch that fails says nothing about each of its jobs, so each gets its own run.</summary>
    private void RunEachAlone(List<Job> batch)
    {
        foreach (var job in batch)
        {
            if (TryRun([job]) is { } error)
                Fail(job, error);
            else
                job.Succeed(elsewhere: true);
        }
    }

    /// <summary>Of callers who are gone, those that left are told apart from those whose time is up, though their run ended for all.</summary>
    private void Fail(Job job, Exception error)
        => job.Fail(error is OperationCanceledException && job.IsGivenUp(time.GetTimestamp()) ? RefusedException.GivenUp(job) : error);

    private void Note(ReadOnlySpan<Job> jobs)
    {
        var now = time.GetTimestamp();
        var rows = 0;
        foreach (var job in jobs)
            rows += job.Rows;
        foreach (var job in jobs)
        {
            job.BatchRows = rows;
            job.ComputedAt = now;
        }

        if (!jobs[0].IsLesson)
            jobs[0].Target.RecordBatch(rows);
    }

    private Exception? TryRun(ReadOnlySpan<Job> jobs)
    {
        var error = default(Exception);
        Watch.Begin(jobs);
        try
        {
            MeasuredRun.Run(executor, jobs);
            Note(jobs);
        }
        catch (Exception exception)
        {
            error = exception;
        }

        return Describe(error, Watch.End(), jobs[0]);
    }

    /// <param name="error">With which the run ended; null where it did not fail.</param>
    /// <param name="end">A run that was done before it could be ended is as good as any.</param>
    /// <param name="job">Of the run.</param>
    private Exception? Describe(Exception? error, RunEnd end, Job job) => (error, end) switch
    {
        (null, _) => null,
        (_, RunEnd.CallersGone) => new OperationCanceledException(job.CallerGone),
        (_, RunEnd.TookTooLong) => new RefusedException(
            $"model '{job.Target.Name}' was ended, as it took longer than {longest!.Value.TotalMilliseconds:0} ms (maxRunMilliseconds of "
            + "its model.json)"),
        (_, RunEnd.OutOfMemory) or (OutOfMemoryException, _) => RefusedException.OutOfMemory(job),
        (OnnxRuntimeException refused, _) => NativeMemory.RanOut(refused) ? RefusedException.OutOfMemory(job) : CannotCompute(job, refused),
        (GraphRefusedException refused, _) => CannotCompute(job, refused),
        _ => error,
    };

    private static ProtocolException CannotCompute(Job job, Exception cause) => new(
        Fault.Invalid, $"model '{job.Target.Name}' cannot compute these inputs: their shapes or values do not fit its graph", cause);
}
