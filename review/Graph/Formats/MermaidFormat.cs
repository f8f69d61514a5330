using System.Globalization;
using System.Text;
using Platform.Review.Diff;
using Platform.Review.Plans;

namespace Platform.Review.Graph.Formats;

/// <summary>A Mermaid flowchart, as GitHub draws it in comments and pages.</summary>
internal sealed class MermaidFormat : IGraphFormat
{
    // Mermaid's own limits are 50,000 characters (maxTextSize) and 500 edges (maxEdges), and GitHub has not raised them:
    // https://mermaid.js.org/config/schema-docs/config.html. With labels as short as MermaidText makes them, these stay below.
    private const int MostNodes = 120;
    private const int MostEdges = 240;

    private const int MostLabels = 3;

    private static readonly (string Name, string Style)[] Classes =
    [
        ("added", "fill:#dafbe1,stroke:#1a7f37,stroke-width:3px,color:#1f2328"),
        ("removed", "fill:#ffebe9,stroke:#cf222e,stroke-width:2px,stroke-dasharray:4 4,color:#1f2328"),
        ("replaced", "fill:#ffd8d3,stroke:#a40e26,stroke-width:4px,stroke-dasharray:10 3,color:#1f2328"),
        ("changed", "fill:#fff8c5,stroke:#9a6700,stroke-width:3px,color:#1f2328"),
        ("moved", "fill:#ddf4ff,stroke:#0969da,stroke-width:2px,color:#1f2328"),
    ];

    public string Write(Plan plan, PlanDiff? diff, bool withTelemetry)
    {
        var graph = ArchitectureGraph.Of(plan, diff);
        return Write(withTelemetry ? graph : graph.WithoutTelemetry());
    }

    /// <returns>The diagram alone; Markdown wants it within <c>```mermaid</c>.</returns>
    public static string Write(ArchitectureGraph whole)
    {
        var graph = whole.Limited(MostNodes, MostEdges);
        var text = new StringBuilder("flowchart LR\n");
        var ids = graph.Nodes.Index().ToDictionary(
            each => each.Item.Id, each => string.Create(CultureInfo.InvariantCulture, $"n{each.Index}"), StringComparer.Ordinal);
        var inhabited = Inhabited(graph);
        foreach (var boundary in graph.Boundaries.Where(boundary => boundary.Parent is null && inhabited.Contains(boundary.Id)))
            Write(text, graph, boundary, inhabited, ids, "  ");
        foreach (var edge in graph.Edges)
            text.Append(CultureInfo.InvariantCulture, $"  {ids[edge.From]} {Line(edge)}|\"{Label(edge)}\"| {ids[edge.To]}\n");
        WriteChanges(text, graph, ids);
        if (graph.LeftOut > 0)
            text.Append(CultureInfo.InvariantCulture, $"  more([\"and {graph.LeftOut} more\"])\n");
        return text.ToString();
    }

    private static HashSet<string> Inhabited(ArchitectureGraph graph)
    {
        var parents = graph.Boundaries.ToDictionary(boundary => boundary.Id, boundary => boundary.Parent, StringComparer.Ordinal);
        var inhabited = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            for (string? at = node.Boundary; at is not null && inhabited.Add(at); at = parents[at])
            {
            }
        }
        return inhabited;
    }

    private static void Write(
        StringBuilder text,
        ArchitectureGraph graph,
        Boundary boundary,
        HashSet<string> inhabited,
        Dictionary<string, string> ids,
        string indent)
    {
        var number = graph.Boundaries.Index().First(each => each.Item == boundary).Index;
        text.Append(CultureInfo.InvariantCulture, $"{indent}subgraph b{number}[\"{MermaidText.Of(boundary.Label)}\"]\n");
        foreach (var node in graph.Nodes.Where(node => node.Boundary == boundary.Id))
            text.Append(CultureInfo.InvariantCulture, $"{indent}  {ids[node.Id]}{Shape(node)}\n");
        foreach (var child in graph.Boundaries.Where(each => each.Parent == boundary.Id && inhabited.Contains(each.Id)))
            Write(text, graph, child, inhabited, ids, indent + "  ");
        text.Append(CultureInfo.InvariantCulture, $"{indent}end\n");
    }

    private static string Shape(GraphNode node)
    {
        var mark = ChangeMarks.Of(node) is { Length: > 0 } some ? $"<br>{MermaidText.Of(some)}" : "";
        var label = $"\"<b>{MermaidText.Of(node.Title)}</b><br>{MermaidText.Of(node.Name)}{mark}\"";
        return node.Resources is [] ? $"([{label}])" : $"[{label}]";
    }

    private static string Line(GraphEdge edge) => edge.Layer switch
    {
        EdgeLayer.Traffic => "==>",
        EdgeLayer.Telemetry => "-.->",
        _ => "-->",
    };

    private static string Label(GraphEdge edge)
    {
        var labels = string.Join("<br>", edge.Labels.Take(MostLabels).Select(MermaidText.Of))
            + (edge.Labels.Count > MostLabels ? $"<br>and {edge.Labels.Count - MostLabels} more" : "");
        return edge.Change is { } change ? $"{ChangeMarks.Of(change)}<br>{labels}" : labels;
    }

    private static void WriteChanges(StringBuilder text, ArchitectureGraph graph, Dictionary<string, string> ids)
    {
        foreach (var (name, style) in Classes)
        {
            var nodes = graph.Nodes.Where(node => node.Change is { } change && ChangeMarks.Class(change) == name)
                .Select(node => ids[node.Id]).ToArray();
            if (nodes is not [])
                text.Append(CultureInfo.InvariantCulture, $"  classDef {name} {style}\n  class {string.Join(',', nodes)} {name}\n");
        }
        if (graph.IsCompared && graph.Nodes.All(node => node.Change is null))
            text.Append("  same([\"no change\"])\n");
    }
}
