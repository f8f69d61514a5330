namespace Platform.Review.Graph.Layout;

/// <summary>One column from above, with frames as far from its left as they are deep.</summary>
internal sealed class ColumnStack(ILookup<string, Card> byBoundary, IReadOnlyList<Boundary> boundaries)
{
    private const int Padding = PictureLayout.Padding;
    private const int Gap = 14;
    private const int Label = 24;
    private const int ComponentLabel = 20;

    public List<Frame> Frames { get; } = [];

    public List<Card> Cards { get; } = [];

    /// <summary>How many frames are around the innermost card.</summary>
    public int Depth { get; private set; }

    public int Height { get; private set; }

    public void Add(Boundary boundary, int depth)
    {
        var children = boundaries.Where(child => child.Parent == boundary.Id).ToArray();
        if (!byBoundary[boundary.Id].Any() && children.Length == 0 && boundary.Kind != BoundaryKind.Subnet)
            return;
        if (Height > 0)
            Height += Gap;
        var (start, index) = (Height, Frames.Count);
        Height += Label;
        foreach (var component in byBoundary[boundary.Id].GroupBy(card => card.Node.Component, StringComparer.Ordinal))
            AddComponent(component, depth + 1);
        foreach (var child in children)
            Add(child, depth + 1);
        Height += Padding;
        Depth = Math.Max(Depth, depth + 1);
        // Outer frames are drawn first
        var kind = boundary.Kind.ToString().ToLowerInvariant();
        Frames.Insert(index, new(kind, boundary.Label, depth * Padding, start, 0, Height - start));
    }

    private void AddComponent(IGrouping<string, Card> cards, int depth)
    {
        var start = Height += Padding / 2;
        if (cards.Key.Length > 0)
            Height += ComponentLabel;
        foreach (var card in cards)
        {
            card.Y = Height;
            Height += card.Height + Gap / 2;
            Cards.Add(card);
        }

        if (cards.Key.Length > 0)
            Frames.Add(new("component", cards.Key, depth * Padding, start, 0, Height - start + Gap / 2));
        Height += cards.Key.Length > 0 ? Gap / 2 : 0;
        Depth = Math.Max(Depth, depth + 1);
    }
}
