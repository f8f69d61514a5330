using System.Globalization;
using System.Security;
using System.Text;
using Platform.Review.Diff;
using Platform.Review.Graph.Layout;
using Platform.Review.Plans;

namespace Platform.Review.Graph.Formats;

/// <summary>A picture of its own, light or dark as its reader's system is.</summary>
internal sealed class SvgFormat : IGraphFormat
{
    // More is not looked at any more; the page lists everything.
    private const int MostNodes = 160;
    private const int MostEdges = 320;
    private const int TextLeft = 12;

    public string Write(Plan plan, PlanDiff? diff, bool withTelemetry)
    {
        var graph = ArchitectureGraph.Of(plan, diff);
        return $"""<?xml version="1.0" encoding="UTF-8"?>{"\n"}{Write(withTelemetry ? graph : graph.WithoutTelemetry(), isInPage: false)}""";
    }

    /// <param name="isInPage">Whether the styles are the page's, and cards lead to what the page says of them.</param>
    public static string Write(ArchitectureGraph whole, bool isInPage)
    {
        var graph = whole.Limited(MostNodes, MostEdges);
        var picture = PictureLayout.Of(graph);
        var legend = SvgLegend.Of(graph);
        var width = Math.Max(picture.Width, SvgLegend.Width(legend));
        var height = picture.Height + SvgLegend.Height;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"graph\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\"");
        svg.Append(CultureInfo.InvariantCulture, $" role=\"{(isInPage ? "group" : "img")}\" aria-labelledby=\"graph-title graph-description\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title id=\"graph-title\">{Escaped($"Architecture of {graph.Project} {graph.Stack}")}</title>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<desc id=\"graph-description\">{Escaped(Description(graph))}</desc>\n");
        if (!isInPage)
            svg.Append(CultureInfo.InvariantCulture, $"<style>\n{PageFile.Read("graph.css")}</style>\n<rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"heading\" x=\"20\" y=\"34\">{Escaped($"{graph.Project} {graph.Stack}")}</text>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"note\" x=\"20\" y=\"54\">{Escaped(Summary(graph))}</text>\n");
        foreach (var frame in picture.Frames)
            Write(svg, frame);
        foreach (var route in picture.Routes)
            Write(svg, route);
        foreach (var card in picture.Cards)
            Write(svg, card, isInPage);
        SvgLegend.Write(svg, legend, picture.Height);
        return svg.Append("</svg>\n").ToString();
    }

    internal static string Escaped(string text)
        => SecurityElement.Escape(string.Concat(text.Select(character => char.IsControl(character) || char.IsSurrogate(character) ? ' ' : character)));

    private static string Summary(ArchitectureGraph graph)
    {
        var resources = graph.Nodes.Sum(node => node.Resources.Count);
        var changes = graph.Nodes.Sum(node => node.Changes.Count);
        return string.Create(CultureInfo.InvariantCulture, $"{resources} resources in {graph.Nodes.Count(node => node.Resources is not [])} boxes")
            + (graph.IsCompared ? changes == 0 ? ", no change" : string.Create(CultureInfo.InvariantCulture, $", {changes} changed") : "")
            + (graph.LeftOut > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {graph.LeftOut} boxes are left out") : "");
    }

    private static string Description(ArchitectureGraph graph)
    {
        var titles = graph.Nodes.ToDictionary(node => node.Id, node => $"{node.Title} {node.Name}", StringComparer.Ordinal);
        var edges = graph.Edges.Where(edge => edge.Layer == EdgeLayer.Traffic)
            .Select(edge => $"{titles[edge.From]} → {titles[edge.To]}: {string.Join(", ", edge.Labels)}");
        return string.Join(". ", edges.Prepend(Summary(graph)));
    }

    private static void Write(StringBuilder svg, Frame frame)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"frame {frame.Class}\" x=\"{frame.X}\" y=\"{frame.Y}\" width=\"{frame.Width}\" height=\"{frame.Height}\" rx=\"6\"/>\n");
        var label = FittedText.Of(frame.Label, frame.Width - 2 * TextLeft, FittedText.Name);
        svg.Append(CultureInfo.InvariantCulture, $"<text class=\"frame-label {frame.Class}\" x=\"{frame.X + 10}\" y=\"{frame.Y + (frame.Class == "component" ? 14 : 17)}\">{Escaped(label)}</text>\n");
    }

    private static void Write(StringBuilder svg, Card card, bool isInPage)
    {
        var node = card.Node;
        var (mark, classes) = (ChangeMarks.Of(node), $"card{(node.Change is { } change ? $" {ChangeMarks.Class(change)}" : "")}{(node.Resources is [] ? " outsider" : "")}");
        var width = Card.Width - 2 * TextLeft;
        var hasLink = isInPage && node.Resources is not [];
        svg.Append(hasLink
            ? $"<a class=\"{classes}\" href=\"#{Escaped(Fragment(node.Id))}\" data-node=\"{Escaped(node.Id)}\">"
            : $"<g class=\"{classes}\" data-node=\"{Escaped(node.Id)}\">");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{Escaped(string.Join('\n', new[] { node.Title, node.Name, mark }.Where(text => text.Length > 0)))}</title>");
        svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{card.X}\" y=\"{card.Y}\" width=\"{Card.Width}\" height=\"{card.Height}\" rx=\"{(node.Resources is [] ? 20 : 5)}\"/>");
        var y = card.Y + (card.Height - (card.HasMark ? 61 : 46)) / 2;
        WriteLine(svg, "title", card.X + TextLeft, y + 20, FittedText.Of(node.Title, width, FittedText.Title));
        WriteLine(svg, "name", card.X + TextLeft, y + 36, FittedText.Of(Name(node), width, FittedText.Name));
        if (card.HasMark)
            WriteLine(svg, "mark", card.X + TextLeft, y + 52, mark);
        svg.Append(hasLink ? "</a>\n" : "</g>\n");
    }

    private static string Fragment(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    // The component stands above it already
    private static string Name(GraphNode node)
    {
        var name = node.Component.Length > 0 && node.Name.StartsWith($"{node.Component}/", StringComparison.Ordinal) ? node.Name[(node.Component.Length + 1)..] : node.Name;
        var parts = node.Resources.Count - 1;
        return parts > 0 && !node.Title.Contains('×', StringComparison.Ordinal) ? string.Create(CultureInfo.InvariantCulture, $"{name} + {parts}") : name;
    }

    private static void WriteLine(StringBuilder svg, string style, int x, int y, string text)
        => svg.Append(CultureInfo.InvariantCulture, $"<text class=\"{style}\" x=\"{x}\" y=\"{y}\">{Escaped(text)}</text>");

    private static void Write(StringBuilder svg, Route route)
    {
        var edge = route.Edge;
        var classes = $"edge {edge.Layer.ToString().ToLowerInvariant()}{(edge.Change is { } change ? $" {ChangeMarks.Class(change)}" : "")}";
        svg.Append(CultureInfo.InvariantCulture, $"<g class=\"{classes}\" data-from=\"{Escaped(edge.From)}\" data-to=\"{Escaped(edge.To)}\"><title>{Escaped(string.Join(", ", edge.Labels))}</title>");
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"M{string.Join('L', route.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X} {point.Y}")))}\"/>");
        var ((x, y), back) = (route.Points[^1], route.ArrivesRight ? 8 : -8);
        svg.Append(CultureInfo.InvariantCulture, $"<path class=\"head\" d=\"M{x} {y}l{back} -4v8z\"/>");
        var label = (edge.Change is { } sign ? $"{ChangeMarks.Of(sign)[..1]} " : "") + Tracks.LabelOf(route);
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{route.Label.X}\" y=\"{route.Label.Y}\">{Escaped(label)}</text></g>\n");
    }
}
