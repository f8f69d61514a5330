namespace Platform.Review.Graph.Formats;

/// <summary>The formats by the names that the command line has for them.</summary>
internal static class GraphFormats
{
    public const string Default = "mermaid";

    private static readonly SortedDictionary<string, IGraphFormat> All = new(StringComparer.Ordinal)
    {
        ["html"] = new HtmlFormat(),
        ["mermaid"] = new MermaidFormat(),
        ["svg"] = new SvgFormat(),
    };

    public static string[] Names => [.. All.Keys];

    public static IGraphFormat Of(string name) => All[name];
}
