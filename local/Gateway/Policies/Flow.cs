namespace Platform.Gateway.Policies;

/// <summary>What follows a statement.</summary>
internal enum Flow
{
    Next,

    /// <summary>An answer is there out of the cache: the section outbound is next.</summary>
    Answered,

    /// <summary>The answer is final.</summary>
    Ended,
}
