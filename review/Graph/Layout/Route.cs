namespace Platform.Review.Graph.Layout;

/// <summary>An edge's way: out at one card's side, along the gutters between the columns, in at the other card's side.</summary>
internal sealed class Route(GraphEdge edge, Card from, Card to)
{
    public GraphEdge Edge => edge;

    public Card From => from;

    public Card To => to;

    /// <summary>Whether an end is on the right side of its card: of the one to the left of the other, or of both in one column.</summary>
    public bool LeavesRight => from.Column <= to.Column;

    /// <inheritdoc cref="LeavesRight"/>
    public bool ArrivesRight => from.Column >= to.Column;

    /// <summary>The gutter at each end; gutter 0 is right of column 0.</summary>
    public int FirstGutter => LeavesRight ? from.Column : from.Column - 1;

    public int LastGutter => ArrivesRight ? to.Column : to.Column - 1;

    /// <summary>Whether columns are between, which the way leads around.</summary>
    public bool IsLong => FirstGutter != LastGutter;

    /// <summary>How far the ends are below the tops of their cards.</summary>
    public int StartOffset { get; set; }

    /// <inheritdoc cref="StartOffset"/>
    public int EndOffset { get; set; }

    public int StartY => from.Y + StartOffset;

    public int EndY => to.Y + EndOffset;

    public int FirstLane { get; set; }

    public int LastLane { get; set; }

    public int BusLane { get; set; }

    /// <summary>The corners, from the first card to the last.</summary>
    public IReadOnlyList<(int X, int Y)> Points { get; set; } = [];

    /// <summary>Where the label begins: right of the card whose right side an end is on.</summary>
    public (int X, int Y) Label { get; set; }

    /// <summary>The card at whose right side the label stands.</summary>
    public Card LabelCard => LeavesRight ? from : to;
}
