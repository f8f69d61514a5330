using System.Globalization;
using System.Text;
using Platform.Review.Diff;
using Platform.Review.Graph;

namespace Platform.Review.Report.Graphs;

/// <summary>What the lines and, where a base is given, the marks mean.</summary>
internal static class SvgLegend
{
    public const int Height = 56;
    private const int EntryWidth = 150;

    public static IReadOnlyList<(string Class, string Label)> Of(ArchitectureGraph graph)
    => [
        .. graph.Edges.Select(edge => edge.Layer).Distinct().Order()
            .Select(layer => ($"edge {layer.ToString().ToLowerInvariant()}", Of(layer))),
        .. graph.Nodes.Select(node => node.Change).OfType<ChangeKind>().Distinct().Order()
            .Select(kind => ($"card {ChangeMarks.Class(kind)}", ChangeMarks.Of(kind))),
    ];

    public static int Width(IReadOnlyList<(string Class, string Label)> entries) => 40 + entries.Count * EntryWidth;

    public static void Write(StringBuilder svg, IReadOnlyList<(string Class, string Label)> entries, int top)
    {
        svg.Append("<g class=\"legend\">\n");
        foreach (var (index, (style, label)) in entries.Index())
        {
            var (x, y) = (20 + index * EntryWidth, top + 16);
            svg.Append(CultureInfo.InvariantCulture, $"<g class=\"{style}\">");
            if (style.StartsWith("edge", StringComparison.Ordinal))
                svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{x} {y}h34\"/><path class=\"head\" d=\"M{x + 34} {y}l-8 -4v8z\"/>");
            else
                svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{y - 8}\" width=\"34\" height=\"16\" rx=\"3\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text class=\"note\" x=\"{x + 42}\" y=\"{y + 4}\">{label}</text></g>\n");
        }

        svg.Append("</g>\n");
    }

    private static string Of(EdgeLayer layer) => layer switch
    {
        EdgeLayer.Traffic => "calls",
        EdgeLayer.Access => "has a role",
        EdgeLayer.Use => "uses",
        _ => "logs and watches",
    };
}
