namespace Platform.Review.Preflight.Formats;

/// <summary>The formats by the names that the command line has for them.</summary>
internal static class PreflightFormats
{
    public const string Default = "text";

    private static readonly SortedDictionary<string, IPreflightFormat> All = new(StringComparer.Ordinal)
    {
        ["json"] = new JsonPreflight(),
        ["text"] = new TextPreflight(),
    };

    public static string[] Names => [.. All.Keys];

    public static IPreflightFormat Of(string name) => All[name];
}
