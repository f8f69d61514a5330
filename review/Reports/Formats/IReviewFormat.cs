namespace Platform.Review.Reports.Formats;

/// <summary>A way to show a report: the same text for the same report, lines ending in LF.</summary>
internal interface IReviewFormat
{
    string Write(ReviewReport report);
}
