namespace Platform.Review.Graph.Layout;

/// <summary>
/// Lays a graph out in columns: outside, the network, services, and what is beside. Within a column boundaries are stacked, and cards in
/// them by component, so that the gutters between columns are free for the edges.
/// </summary>
internal static class PictureLayout
{
    /// <summary>Between a frame and what is within it.</summary>
    public const int Padding = 14;

    private const int Margin = 20;

    /// <summary>Above the columns, before the lanes of the edges that pass over them.</summary>
    public const int Top = 72;

    public static Picture Of(ArchitectureGraph graph)
    {
        var columns = Columns(graph);
        var cards = graph.Nodes.ToDictionary(node => node.Id, node => new Card(node, columns[node.Boundary]), StringComparer.Ordinal);
        var routes = graph.Edges.Select(edge => new Route(edge, cards[edge.From], cards[edge.To])).ToArray();
        foreach (var route in routes)
        {
            (route.LeavesRight ? route.From.Right : route.From.Left).Add(route);
            (route.ArrivesRight ? route.To.Right : route.To.Left).Add(route);
        }

        var width = columns.Count == 0 ? 0 : columns.Values.Max() + 1;
        var stacks = Enumerable.Range(0, width).Select(column => Stack(graph, cards, columns, column)).ToArray();
        var tracks = new Tracks(routes, cards.Values, width);
        var top = Top + tracks.BusHeight;
        var x = Margin;
        var frames = new List<Frame>();
        for (var column = 0; column < width; column++)
        {
            var pad = stacks[column].Depth * Padding;
            foreach (var card in stacks[column].Cards)
                (card.X, card.Y) = (x + pad, card.Y + top);
            frames.AddRange(stacks[column].Frames.Select(frame => frame with
            {
                X = x + frame.X,
                Y = frame.Y + top,
                Width = Card.Width + 2 * (pad - frame.X),
            }));
            x += Card.Width + 2 * pad;
            tracks.Place(column, x);
            x += tracks.WidthOf(column);
        }

        tracks.Draw(Top);
        var bottom = stacks.Length == 0 ? top : top + stacks.Max(stack => stack.Height);
        return new(x + Margin, bottom + Margin, frames, [.. graph.Nodes.Select(node => cards[node.Id])], routes);
    }

    // As many as there is something for.
    private static Dictionary<string, int> Columns(ArchitectureGraph graph)
    {
        var kinds = graph.Boundaries.ToDictionary(boundary => boundary.Id, boundary => boundary.Kind switch
        {
            BoundaryKind.Outside => 0,
            BoundaryKind.Network or BoundaryKind.Subnet or BoundaryKind.Cluster => 1,
            BoundaryKind.Private or BoundaryKind.Public => 2,
            _ => 3,
        }, StringComparer.Ordinal);
        var used = graph.Nodes.Select(node => kinds[node.Boundary]).Distinct().Order().ToList();
        return kinds.Where(kind => used.Contains(kind.Value))
            .ToDictionary(kind => kind.Key, kind => used.IndexOf(kind.Value), StringComparer.Ordinal);
    }

    private static ColumnStack Stack(ArchitectureGraph graph, Dictionary<string, Card> cards, Dictionary<string, int> columns, int column)
    {
        var byBoundary = graph.Nodes.ToLookup(node => node.Boundary, node => cards[node.Id], StringComparer.Ordinal);
        var stack = new ColumnStack(byBoundary, graph.Boundaries);
        foreach (var boundary in graph.Boundaries.Where(each => each.Parent is null && columns.GetValueOrDefault(each.Id, -1) == column))
            stack.Add(boundary, 0);
        return stack;
    }
}
