namespace Platform.Review.Rules.Formats;

/// <summary>The formats by the names that the command line has for them.</summary>
internal static class ReportFormats
{
    public const string Default = "text";
    public const string Sarif = "sarif";

    private static readonly SortedDictionary<string, IReportFormat> All = new(StringComparer.Ordinal)
    {
        ["json"] = new JsonReport(),
        [Sarif] = new SarifReport(),
        ["text"] = new TextReport(),
    };

    public static string[] Names => [.. All.Keys];

    public static IReportFormat Of(string name) => All[name];
}
