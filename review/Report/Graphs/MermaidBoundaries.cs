using System.Text;
using Platform.Review.Graph;

namespace Platform.Review.Report.Graphs;

/// <summary>Boundaries as subgraphs, with their nodes in them. Nodes that nothing leads to and nothing happens to share one box.</summary>
internal sealed class MermaidBoundaries
{
    private const int MostTitles = 12;
    private const int MostNamed = 3;
    private readonly ArchitectureGraph _graph;
    private readonly StringBuilder _text;
    private readonly bool _namesChanges;
    private readonly Dictionary<string, string> _ids;
    private readonly HashSet<string> _telling;
    private readonly HashSet<string> _inhabited = new(StringComparer.Ordinal);

    /// <param name="graph">What is drawn.</param>
    /// <param name="text">Where to.</param>
    /// <param name="namesChanges">Whether a node names what changes of it.</param>
    public MermaidBoundaries(ArchitectureGraph graph, StringBuilder text, bool namesChanges)
    {
        (_graph, _text, _namesChanges) = (graph, text, namesChanges);
        _ids = graph.Nodes.Index()
            .ToDictionary(each => each.Item.Id, each => FormattableString.Invariant($"n{each.Index}"), StringComparer.Ordinal);
        _telling =
        [
            .. graph.Edges.SelectMany(edge => new[] { edge.From, edge.To }),
            .. graph.Nodes.Where(node => node.Change is not null).Select(node => node.Id),
        ];
        var parents = graph.Boundaries.ToDictionary(boundary => boundary.Id, boundary => boundary.Parent, StringComparer.Ordinal);
        foreach (var node in graph.Nodes)
        {
            for (string? at = node.Boundary; at is not null && _inhabited.Add(at);)
                at = parents[at];
        }
    }

    public string IdOf(string node) => _ids[node];

    public void Write() => WriteWithin(null, "  ");

    private void WriteWithin(string? parent, string indent)
    {
        foreach (var (number, boundary) in _graph.Boundaries.Index())
        {
            if (boundary.Parent != parent || !_inhabited.Contains(boundary.Id))
                continue;
            MermaidGraphFormat.Append(_text, $"{indent}subgraph b{number}[\"{MermaidText.Of(boundary.Label)}\"]\n");
            WriteNodes(boundary, number, indent + "  ");
            WriteWithin(boundary.Id, indent + "  ");
            MermaidGraphFormat.Append(_text, $"{indent}end\n");
        }
    }

    private void WriteNodes(Boundary boundary, int number, string indent)
    {
        var nodes = _graph.Nodes.Where(node => node.Boundary == boundary.Id).ToLookup(node => _telling.Contains(node.Id));
        var rest = nodes[false].ToArray();
        foreach (var node in nodes[true].Concat(rest is [var single] ? [single] : []))
            MermaidGraphFormat.Append(_text, $"{indent}{_ids[node.Id]}{Shape(node)}\n");
        if (rest.Length > 1)
            MermaidGraphFormat.Append(_text, $"{indent}r{number}[\"{Titles(rest)}\"]\n");
    }

    private string Shape(GraphNode node)
    {
        var mark = ChangeMarks.Of(node) is { Length: > 0 } some ? $"<br>{MermaidText.Of(some)}" : "";
        var label = $"\"<b>{MermaidText.Of(node.Title)}</b><br>{MermaidText.Of(node.Name)}{mark}{(_namesChanges ? Changed(node) : "")}\"";
        return node.Resources is [] ? $"([{label}])" : $"[{label}]";
    }

    private static string Changed(GraphNode node)
    {
        string[] names = [.. node.Changes.Where(change => node.Resources is not [var own] || change.Path != own.Path)
            .Select(
                change => $"{ChangeMarks.Sign(change.Kind)} {change.Path[(change.Path.IndexOf('/', StringComparison.Ordinal) + 1)..]}")];
        var more = names.Length > MostNamed ? FormattableString.Invariant($"<br>and {names.Length - MostNamed} more") : "";
        return $"{string.Concat(names.Take(MostNamed).Select(name => $"<br>{MermaidText.Of(name)}"))}{more}";
    }

    private static string Titles(GraphNode[] nodes)
    {
        var titles = nodes.Take(MostTitles).Select(node => MermaidText.Of(node.Title));
        if (nodes.Length > MostTitles)
            titles = titles.Append(FormattableString.Invariant($"and {nodes.Length - MostTitles} more"));
        return string.Join("<br>", titles);
    }
}
