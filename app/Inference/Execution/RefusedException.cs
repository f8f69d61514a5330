namespace Platform.Inference.Execution;

/// <summary>The server cannot take this request now, and may later.</summary>
internal sealed class RefusedException(string message) : Exception(message)
{
    /// <summary>Whether the request's own time is up, rather than the server's room.</summary>
    public bool IsExpired { get; private init; }

    /// <summary>Whether the process that the model runs in ended, or is not there.</summary>
    public bool IsOfWorker { get; init; }

    public static RefusedException Expired(Job job) => Expired(job.Target.Name);

    public static RefusedException Expired(string model)
        => new($"Request timeout expired while the request waited for model '{model}'") { IsExpired = true };

    public static RefusedException GivenUp(Job job)
        => new($"the deadline of the call passed while model '{job.Target.Name}' ran") { IsExpired = true };

    public static RefusedException OutOfMemory(Job job)
        => new($"the server has no memory left for this request to model '{job.Target.Name}'; try again later");
}
