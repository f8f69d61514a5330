namespace Platform.Review.Reports.Formats;

/// <summary>The formats by the names that the command line has for them.</summary>
internal static class ReviewFormats
{
    public const string Default = "markdown";

    private static readonly SortedDictionary<string, IReviewFormat> All = new(StringComparer.Ordinal)
    {
        ["json"] = new JsonReviewFormat(),
        ["markdown"] = new MarkdownReviewFormat(),
    };

    public static string[] Names => [.. All.Keys];

    public static IReviewFormat Of(string name) => All[name];
}
