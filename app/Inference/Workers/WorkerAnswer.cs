namespace Platform.Inference.Workers;

/// <summary>How a run in a worker ended; outputs follow the first, a message the others.</summary>
internal enum WorkerAnswer
{
    /// <summary>With outputs.</summary>
    Done,

    /// <summary>The graph does not take these inputs.</summary>
    Refused,

    /// <summary>There was no memory for it.</summary>
    OutOfMemory,

    /// <summary>An output's first dimension is not the batch, or something else is wrong with the model.</summary>
    Failed,
}
