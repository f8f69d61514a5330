namespace Platform.Review.Reports;

/// <summary>What a report is of, so that nobody takes it for one of another commit.</summary>
/// <param name="Head">The commit, in words.</param>
/// <param name="Time">When it was written.</param>
/// <param name="Run">Where it was written, and the whole of it is kept; null on a machine of one's own.</param>
internal sealed record Standing(string Head, DateTimeOffset Time, Uri? Run = null);
