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
}
