namespace Platform.Review;

/// <summary>Something that whoever runs the review can mend; the message says what, and how.</summary>
internal sealed class ReviewException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>One of <see cref="ExitCodes"/>.</summary>
    public int ExitCode { get; init; } = ExitCodes.Failed;
}
