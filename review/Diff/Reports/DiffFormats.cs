namespace Platform.Review.Diff.Reports;

/// <summary>The formats by the names that the command line has for them.</summary>
internal static class DiffFormats
{
    public const string Default = "text";

    private static readonly SortedDictionary<string, IDiffFormat> All = new(StringComparer.Ordinal)
    {
        ["json"] = new JsonDiffFormat(),
        ["markdown"] = new MarkdownDiffFormat(),
        ["text"] = new TextDiffFormat(),
    };

    public static string[] Names => [.. All.Keys];

    public static IDiffFormat Of(string name) => All[name];
}
