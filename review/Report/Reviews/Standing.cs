namespace Platform.Review.Report.Reviews;

/// <summary>What a report is of, so that nobody takes it for one of another commit.</summary>
/// <param name="Head">The commit, in words.</param>
/// <param name="Run">Where and when it was written; null on a machine of one's own, where two reports on the same are the same.</param>
internal sealed record Standing(string Head, StandingRun? Run = null);
