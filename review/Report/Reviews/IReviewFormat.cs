namespace Platform.Review.Report.Reviews;

/// <summary>A way to show a report: the same text for the same report, lines ending in LF.</summary>
internal interface IReviewFormat
{
    string Write(ReviewReport report);

    /// <summary>The same in pieces, where one place cannot hold it; the most important first.</summary>
    IReadOnlyList<string> WriteAll(ReviewReport report) => [Write(report)];
}
