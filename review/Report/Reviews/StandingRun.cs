namespace Platform.Review.Report.Reviews;

/// <param name="Address">Of the workflow's run, which keeps the whole of the report.</param>
/// <param name="Time">When it was written.</param>
internal sealed record StandingRun(Uri Address, DateTimeOffset Time);
