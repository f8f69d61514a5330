namespace Platform.Review.Graph.Layout;

/// <summary>A node's box. Edges end at its sides, each at a place of its own.</summary>
internal sealed class Card(GraphNode node, int column)
{
    public const int Width = 264;
    private const int PortDistance = 15;

    public GraphNode Node => node;

    /// <summary>From the left, from 0.</summary>
    public int Column => column;

    public int X { get; set; }

    public int Y { get; set; }

    public List<Route> Left { get; } = [];

    public List<Route> Right { get; } = [];

    /// <summary>Two lines, and one for what changes.</summary>
    public int TextHeight => node.Change is null ? 46 : 61;

    public int Height => Math.Max(TextHeight, Math.Max(Left.Count, Right.Count) * PortDistance + 8);

    public int Middle => Y + Height / 2;

    /// <summary>How far below the top the <paramref name="index"/>th of <paramref name="count"/> edges ends.</summary>
    public int Port(int index, int count) => Height / 2 + (2 * index - count + 1) * PortDistance / 2;
}
