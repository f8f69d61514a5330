using System.Security;
using System.Text;
using Platform.Review.Diff;
using Platform.Review.Graph;
using Platform.Review.Graph.Layout;
using Platform.Review.Plans;

namespace Platform.Review.Report.Graphs;

/// <summary>A picture of its own, light or dark as its reader's system is.</summary>
internal sealed class SvgGraphFormat : IGraphFormat
{
    // More is not looked at any more; the page lists everything.
    private const int MostNodes = 160;
    private const int MostEdges = 320;
    private const int TextLeft = 12;

    public string Write(Plan plan, PlanDiff? diff, bool withTelemetry)
    {
        var graph = ArchitectureGraph.Of(plan, diff);
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + Write(withTelemetry ? graph : graph.WithoutTelemetry(), isInPage: false);
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
        svg.Append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"graph\"");
        Add(svg, $" viewBox=\"0 0 {width} {height}\" {Size(width, height)}");
        Add(svg, $" role=\"{(isInPage ? "group" : "img")}\" aria-labelledby=\"graph-title graph-description\">\n");
        Add(svg, $"<title id=\"graph-title\">{Escaped($"Architecture of {graph.Project} {graph.Stack}")}</title>\n");
        Add(svg, $"<desc id=\"graph-description\">{Escaped(Description(graph))}</desc>\n");
        if (!isInPage)
            Add(svg, $"<style>\n{PageFile.Read("graph.css")}</style>\n<rect class=\"paper\" {Size(width, height)}/>\n");
        WriteLine(svg, "heading", 20, 34, $"{graph.Project} {graph.Stack}");
        WriteLine(svg, "note", 20, 54, Summary(graph));
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
        => SecurityElement.Escape(string.Concat(text.Select(each => char.IsControl(each) || char.IsSurrogate(each) ? ' ' : each)));

    private static string Size(int width, int height) => FormattableString.Invariant($"width=\"{width}\" height=\"{height}\"");

    private static string Summary(ArchitectureGraph graph)
    {
        var (resources, changes) = (graph.Nodes.Sum(node => node.Resources.Count), graph.Nodes.Sum(node => node.Changes.Count));
        var text = FormattableString.Invariant($"{resources} resources in {graph.Nodes.Count(node => node.Resources is not [])} boxes");
        if (graph.IsCompared)
            text += changes == 0 ? ", no change" : FormattableString.Invariant($", {changes} changed");
        return graph.LeftOut == 0 ? text : FormattableString.Invariant($"{text}; {graph.LeftOut} more boxes are left out");
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
        WriteRectangle(svg, $"frame {frame.Class}", (frame.X, frame.Y), (frame.Width, frame.Height), round: 6);
        var label = FittedText.Of(frame.Label, frame.Width - 2 * TextLeft, FittedText.Name);
        WriteLine(svg, $"frame-label {frame.Class}", frame.X + 10, frame.Y + (frame.Class == "component" ? 14 : 17), label);
    }

    private static void Write(StringBuilder svg, Card card, bool isInPage)
    {
        var node = card.Node;
        var (mark, width, isOutside) = (ChangeMarks.Of(node), Card.Width - 2 * TextLeft, node.Resources is []);
        var tag = isInPage && !isOutside ? "a" : "g";
        Add(svg, $"<{tag} class=\"card{(isOutside ? " outsider" : "")}{Class(node.Change)}\" data-node=\"{Escaped(node.Id)}\"");
        svg.Append(tag == "a" ? $" href=\"#{Escaped(Fragment(node.Id))}\">" : ">");
        Add(svg, $"<title>{Escaped($"{node.Title}: {node.Name} {mark}".TrimEnd())}</title>");
        WriteRectangle(svg, "box", (card.X, card.Y), (Card.Width, card.Height), round: isOutside ? 20 : 5);
        var top = card.Y + (card.Height - card.TextHeight) / 2;
        WriteLine(svg, "title", card.X + TextLeft, top + 20, FittedText.Of(node.Title, width, FittedText.Title));
        WriteLine(svg, "name", card.X + TextLeft, top + 36, FittedText.Of(Name(node), width, FittedText.Name));
        if (node.Change is not null)
            WriteLine(svg, "mark", card.X + TextLeft, top + 52, mark);
        Add(svg, $"</{tag}>\n");
    }

    private static string Fragment(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    // The component stands above it already
    private static string Name(GraphNode node)
    {
        var start = $"{node.Component}/";
        var name = node.Name.StartsWith(start, StringComparison.Ordinal) ? node.Name[start.Length..] : node.Name;
        return node.IsOfOne && node.Resources.Count > 1 ? FormattableString.Invariant($"{name} + {node.Resources.Count - 1}") : name;
    }

    private static void Write(StringBuilder svg, Route route)
    {
        var edge = route.Edge;
        var corners = route.Points.Select(point => FormattableString.Invariant($"{point.X} {point.Y}"));
        var ((x, y), back) = (route.Points[^1], route.ArrivesRight ? 8 : -8);
        Add(svg, $"<g class=\"edge {edge.Layer.ToString().ToLowerInvariant()}{Class(edge.Change)}\"");
        Add(svg, $" data-from=\"{Escaped(edge.From)}\" data-to=\"{Escaped(edge.To)}\">");
        Add(svg, $"<title>{Escaped(string.Join(", ", edge.Labels))}</title>");
        Add(svg, $"<path d=\"M{string.Join('L', corners)}\"/><path class=\"head\" d=\"M{x} {y}l{back} -4v8z\"/>");
        WriteLine(svg, "label", route.Label.X, route.Label.Y, Tracks.LabelOf(route));
        svg.Append("</g>\n");
    }

    private static void Add(StringBuilder svg, FormattableString text) => svg.Append(FormattableString.Invariant(text));

    private static string Class(ChangeKind? change) => change is { } kind ? $" {ChangeMarks.Class(kind)}" : "";

    private static void WriteRectangle(StringBuilder svg, string style, (int X, int Y) at, (int Width, int Height) size, int round)
        => Add(svg, $"<rect class=\"{style}\" x=\"{at.X}\" y=\"{at.Y}\" {Size(size.Width, size.Height)} rx=\"{round}\"/>\n");

    private static void WriteLine(StringBuilder svg, string style, int x, int y, string text)
        => Add(svg, $"<text class=\"{style}\" x=\"{x}\" y=\"{y}\">{Escaped(text)}</text>\n");
}
