namespace Platform.Review.Report.Diffs;

/// <summary>A way to show differences: the same text for the same differences, lines ending in LF.</summary>
internal interface IDiffFormat
{
    string Write(DiffReport report);
}
