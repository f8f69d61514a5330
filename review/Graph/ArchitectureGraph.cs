using Platform.Review.Diff;
using Platform.Review.Graph.Building;
using Platform.Review.Plans;

namespace Platform.Review.Graph;

/// <summary>A plan as a picture has it: main resources, the network around them, and who calls, reads or watches whom.</summary>
/// <param name="Boundaries">Parents before children, in the order of <see cref="BoundaryKind"/>.</param>
/// <param name="Nodes">In the order of their boundaries, then by component and path.</param>
/// <param name="Edges">Without telemetry first; then by the nodes' order.</param>
/// <param name="IsCompared">Whether the changes against a base are in it.</param>
/// <param name="LeftOut">How many nodes are not shown because there are too many.</param>
internal sealed record ArchitectureGraph(
    string Project,
    string Stack,
    IReadOnlyList<Boundary> Boundaries,
    IReadOnlyList<GraphNode> Nodes,
    IReadOnlyList<GraphEdge> Edges,
    bool IsCompared,
    int LeftOut = 0)
{
    /// <param name="plan">As committed, if it is compared: the diff is of that form.</param>
    /// <param name="diff">What the plan changes against a base, or null if it is not compared.</param>
    public static ArchitectureGraph Of(Plan plan, PlanDiff? diff = null) => new GraphBuilder(plan, diff).Build();

    public ArchitectureGraph WithoutTelemetry() => this with { Edges = [.. Edges.Where(edge => edge.Layer != EdgeLayer.Telemetry)] };

    /// <summary>The most telling part of a graph that is too large to look at: what changes first, then what has most edges.</summary>
    public ArchitectureGraph Limited(int nodes, int edges)
    {
        if (Nodes.Count <= nodes && Edges.Count <= edges)
            return this;
        var degrees = Edges.SelectMany(edge => new[] { edge.From, edge.To }).CountBy(id => id).ToDictionary();
        var kept = Nodes.OrderBy(node => node.Change is null)
            .ThenBy(node => node.Changes.Select(change => change.Risks[0].Kind).DefaultIfEmpty().Min()).ThenByDescending(
                node => degrees.GetValueOrDefault(node.Id))
            .Take(nodes).Select(node => node.Id).ToHashSet(StringComparer.Ordinal);
        return this with
        {
            Nodes = [.. Nodes.Where(node => kept.Contains(node.Id))],
            Edges = [.. Edges.Where(edge => kept.Contains(edge.From) && kept.Contains(edge.To)).Take(edges)],
            LeftOut = Nodes.Count - kept.Count,
        };
    }
}
