namespace Platform.Review.Costs.Reports;

/// <summary>The formats by the names that the command line has for them.</summary>
internal static class CostFormats
{
    public const string Default = "text";

    private static readonly SortedDictionary<string, ICostFormat> All = new(StringComparer.Ordinal)
    {
        ["json"] = new JsonCostFormat(),
        ["markdown"] = new MarkdownCostFormat(),
        ["text"] = new TextCostFormat(),
    };

    public static string[] Names => [.. All.Keys];

    public static ICostFormat Of(string name) => All[name];
}
