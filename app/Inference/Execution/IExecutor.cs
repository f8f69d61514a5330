namespace Platform.Inference.Execution;

/// <summary>Runs jobs of one model, several as one batch. Not safe for concurrent use, but for <see cref="Terminate"/>.</summary>
internal interface IExecutor : IDisposable
{
    /// <summary>Where it runs.</summary>
    int ProcessId { get; }

    /// <summary>Computes the outputs of all these jobs; those of several must be able to join.</summary>
    void Run(ReadOnlySpan<Job> jobs);

    /// <summary>Ends the run that is under way, which then throws, and all that follow until <see cref="Resume"/>.</summary>
    void Terminate();

    void Resume();
}
