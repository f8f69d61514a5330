using Platform.Inference.Execution;
using Platform.Inference.Tensors;

namespace Platform.Inference.Workers;

/// <summary>Has jobs run by a worker.</summary>
internal sealed class WorkerExecutor(WorkerRuntime runtime) : IExecutor
{
    /// <summary>How long a worker may take to end a run before it is ended itself: a single operator cannot be interrupted.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly WorkerFrame _frame = new();
    private readonly Tensor _rows = new();
    private WorkerProcess? _running;
    private long _run;
    private ITimer? _kill;

    public int ProcessId => runtime.ProcessId;

    /// <exception cref="RefusedException">The worker ended, or is not there.</exception>
    /// <exception cref="GraphRefusedException">The graph does not take these inputs.</exception>
    public void Run(ReadOnlySpan<Job> jobs)
    {
        var worker = runtime.Current;
        Begin(worker);
        try
        {
            Send(worker, jobs);
            _frame.Receive(worker.Answers);
        }
        catch (IOException)
        {
            throw runtime.Ended(worker);
        }
        finally
        {
            End();
        }

        Read(jobs);
    }

    public void Terminate()
    {
        lock (_lock)
        {
            if (_running is not { } worker || _kill is not null)
                return;
            worker.Terminate(_run);
            _kill = runtime.Time.CreateTimer(run => KillIfRunning((long)run!), _run, _patience, Timeout.InfiniteTimeSpan);
        }
    }

    public void Resume()
    {
        lock (_lock)
        {
            _kill?.Dispose();
            _kill = null;
        }
    }

    public void Dispose()
    {
        _kill?.Dispose();
        _frame.Dispose();
    }

    private void Begin(WorkerProcess worker)
    {
        lock (_lock)
        {
            // An order to end the run before is none to end this one
            Resume();
            _running = worker;
            _run++;
        }
    }

    private void End()
    {
        lock (_lock)
            _running = null;
    }

    /// <summary>Only for this run: the timer may be late, and the next run another caller's.</summary>
    private void KillIfRunning(long run)
    {
        lock (_lock)
            if (_run == run)
                _running?.Kill();
    }

    /// <summary>The rows of all jobs' inputs go one after the other, so that the worker has them as one job.</summary>
    private void Send(WorkerProcess worker, ReadOnlySpan<Job> jobs)
    {
        _frame.Begin();
        _frame.Write(_run);
        _frame.Write(RowsOf(jobs));
        _frame.Write(jobs[0].RowsOfRun);
        for (var i = 0; i < jobs[0].Inputs.Length; i++)
        {
            _frame.Write(jobs[0].HasInput[i] ? 1 : 0);
            _rows.SetShape(jobs[0].Inputs[i].Shape);
            long rows = 0;
            var bytes = 0;
            foreach (var job in jobs)
            {
                rows += job.Inputs[i].Rows;
                bytes = checked(bytes + job.Inputs[i].Length);
            }

            if (jobs.Length > 1)
                _rows.SetRows(rows);
            _frame.WriteShape(_rows.Shape);
            _frame.Write(bytes);
            foreach (var job in jobs)
                _frame.Write(job.Inputs[i].Payload);
        }

        _frame.Send(worker.Requests);
    }

    private static int RowsOf(ReadOnlySpan<Job> jobs)
    {
        var rows = 0;
        foreach (var job in jobs)
            rows += job.Rows;
        return rows;
    }

    private void Read(ReadOnlySpan<Job> jobs)
    {
        switch ((WorkerAnswer)_frame.ReadInt32())
        {
            case WorkerAnswer.Done:
                for (var i = 0; i < jobs[0].Outputs.Length; i++)
                    ReadOutput(jobs, i);
                break;
            case WorkerAnswer.Refused:
                throw new GraphRefusedException(_frame.ReadText());
            case WorkerAnswer.OutOfMemory:
                throw RefusedException.OutOfMemory(jobs[0]);
            default:
                throw new InvalidOperationException(_frame.ReadText());
        }
    }

    private void ReadOutput(ReadOnlySpan<Job> jobs, int index)
    {
        if (jobs.Length == 1)
        {
            _frame.ReadTensor(jobs[0].Outputs[index]);
            return;
        }

        _frame.ReadTensor(_rows);
        OutputRows.Split(_rows, runtime.Signature.Outputs[index], jobs, index);
        _rows.Clear();
    }
}
