namespace Platform.Review.Formats;

/// <summary>The formats by the names that the command line has for them.</summary>
internal static class PlanFormats
{
    public const string Default = "tree";

    private static readonly SortedDictionary<string, IPlanFormat> All = new(StringComparer.Ordinal)
    {
        ["json"] = new JsonFormat(),
        ["plans"] = new PlansFormat(),
        ["tree"] = new TreeFormat(),
        ["yaml"] = new YamlFormat(),
    };

    public static string[] Names => [.. All.Keys];

    public static IPlanFormat Of(string name) => All[name];
}
