using System.Globalization;
using System.Text;
using Platform.Review.Diff;
using Platform.Review.Graph;
using Platform.Review.Plans;

namespace Platform.Review.Report.Graphs;

/// <summary>A Mermaid flowchart, as GitHub draws it in comments and pages.</summary>
internal sealed class MermaidGraphFormat : IGraphFormat
{
    // Mermaid's own limits are 50,000 characters (maxTextSize) and 500 edges (maxEdges), and GitHub has not raised them:
    // https://mermaid.js.org/config/schema-docs/config.html. With labels as short as MermaidText makes them, these stay below.
    private const int MostNodes = 120;
    private const int MostInOverview = 20;
    private const int MostEdges = 240;
    private const int MostLabels = 3;

    private static readonly (string Name, string Style)[] _classes =
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

    /// <summary>As much as can be read within a comment: what changes, by name, the most serious first, then what it belongs to.</summary>
    public static string Overview(Plan plan, PlanDiff? diff)
        => Write(ArchitectureGraph.Of(plan, diff).WithoutTelemetry().Limited(MostInOverview - 1, MostInOverview), namesChanges: true);

    /// <returns>The diagram alone; Markdown wants it within <c>```mermaid</c>.</returns>
    /// <param name="graph">What is drawn.</param>
    /// <param name="namesChanges">Whether a node names what changes of it.</param>
    public static string Write(ArchitectureGraph graph, bool namesChanges = false)
    {
        var limited = graph.LeftOut > 0 ? graph : graph.Limited(MostNodes, MostEdges);
        var text = new StringBuilder("flowchart LR\n");
        var boundaries = new MermaidBoundaries(limited, text, namesChanges);
        boundaries.Write();
        foreach (var edge in limited.Edges)
            Append(text, $"  {boundaries.IdOf(edge.From)} {Line(edge)}|\"{Label(edge)}\"| {boundaries.IdOf(edge.To)}\n");
        foreach (var (name, style) in _classes)
        {
            var nodes = limited.Nodes.Where(node => node.Change is { } change && ChangeMarks.Class(change) == name)
                .Select(node => boundaries.IdOf(node.Id));
            if (string.Join(',', nodes) is { Length: > 0 } ids)
                Append(text, $"  classDef {name} {style}\n  class {ids} {name}\n");
        }

        if (limited.IsCompared && limited.Nodes.All(node => node.Change is null))
            Append(text, $"  same([\"no change\"])\n");
        if (limited.LeftOut > 0)
            Append(text, $"  more([\"and {limited.LeftOut} more\"])\n");
        return text.ToString();
    }

    internal static void Append(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture));

    private static string Line(GraphEdge edge) => edge.Layer switch
    {
        EdgeLayer.Traffic => "==>",
        EdgeLayer.Telemetry => "-.->",
        _ => "-->",
    };

    private static string Label(GraphEdge edge)
    {
        var labels = edge.Labels.Take(MostLabels).Select(MermaidText.Of);
        if (edge.Change is { } change)
            labels = labels.Prepend(ChangeMarks.Of(change));
        if (edge.Labels.Count > MostLabels)
            labels = labels.Append(FormattableString.Invariant($"and {edge.Labels.Count - MostLabels} more"));
        return string.Join("<br>", labels);
    }
}
