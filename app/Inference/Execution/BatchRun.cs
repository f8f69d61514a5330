using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Platform.Inference.Protocol;

namespace Platform.Inference.Execution;

/// <summary>Runs a batch and completes each of its jobs, come what may.</summary>
internal static class BatchRun
{
    public static void Run(OnnxExecutor executor, List<InferenceJob> batch, TimeProvider time)
    {
        DropAbandoned(batch, time);
        if (batch.Count == 0)
            return;

        var error = TryRun(executor, CollectionsMarshal.AsSpan(batch), time);
        if (error is null)
            Succeed(batch);
        else if (batch.Count == 1)
            batch[0].Fail(error);
        else
            RunEachAlone(executor, batch, time);
    }

    private static void DropAbandoned(List<InferenceJob> batch, TimeProvider time)
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

    private static void Succeed(List<InferenceJob> batch)
    {
        // On one processor the answers are written here and now; else they are spread over the pool.
        var elsewhere = batch.Count > 1 && Environment.ProcessorCount > 1;
        foreach (var job in batch)
            job.Succeed(elsewhere);
    }

    /// <summary>A batch that fails says nothing about each of its jobs, so each gets its own run.</summary>
    private static void RunEachAlone(OnnxExecutor executor, List<InferenceJob> batch, TimeProvider time)
    {
        foreach (var job in batch)
        {
            if (TryRun(executor, [job], time) is { } error)
                job.Fail(error);
            else
                job.Succeed(elsewhere: true);
        }
    }

    private static void Note(ReadOnlySpan<InferenceJob> jobs, long now)
    {
        var rows = 0;
        foreach (var job in jobs)
            rows += job.Rows;
        foreach (var job in jobs)
        {
            job.BatchRows = rows;
            job.ComputedAt = now;
        }

        jobs[0].Model.Metrics.RecordBatch(rows);
    }

    private static Exception? TryRun(OnnxExecutor executor, ReadOnlySpan<InferenceJob> jobs, TimeProvider time)
    {
        try
        {
            executor.Run(jobs);
            Note(jobs, time.GetTimestamp());
            return null;
        }
        catch (OnnxRuntimeException exception)
        {
            return new ProtocolException(
                StatusCodes.Status400BadRequest, $"model '{jobs[0].Model.Name}' cannot compute these inputs: their shapes or values do not fit its graph", exception);
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
