namespace Platform.Inference.Execution;

/// <summary>Runs jobs, and learns what that took where the model has not had such large inputs before and nothing else runs.</summary>
internal static class MeasuredRun
{
    public static void Run(IExecutor executor, ReadOnlySpan<Job> jobs)
    {
        // What other runs take would count as this one's
        var generation = RunsInProgress.Instance.Enter();
        var isAlone = RunsInProgress.Instance.Count == 1;
        var memory = jobs[0].Target.Memory;
        var input = isAlone && jobs.Length == 1 ? jobs[0].InputBytes : 0;
        var before = 0L;
        try
        {
            before = memory.IsNews(input) ? Begin(executor) : 0;
            executor.Run(jobs);
        }
        finally
        {
            RunsInProgress.Instance.Leave(generation);
            isAlone &= RunsInProgress.Instance.Count == 0;
        }

        if (before > 0 && isAlone)
            memory.Learn(input, PeakMemory.Read(executor.ProcessId) - before);
    }

    /// <summary>Memory that was freed, and is kept by the process, would hide what the run takes.</summary>
    private static long Begin(IExecutor executor)
    {
        MemoryReturn.Now();
        return PeakMemory.Begin(executor.ProcessId);
    }
}
