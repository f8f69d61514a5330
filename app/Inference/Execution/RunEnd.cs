namespace Platform.Inference.Execution;

/// <summary>How a run came to its end.</summary>
internal enum RunEnd
{
    /// <summary>It was done, or failed.</summary>
    ByItself,

    /// <summary>It was ended, as all that had asked for it were gone.</summary>
    CallersGone,

    /// <summary>It was ended, as it took longer than its model allows.</summary>
    TookTooLong,

    /// <summary>It was ended, as the memory that there is for requests was used up while it went on.</summary>
    OutOfMemory,
}
