namespace Platform.Review.Graph;

/// <summary>A line around nodes.</summary>
/// <param name="Id">The same as long as what it is around is the same.</param>
/// <param name="Parent">The id of the boundary that it is within.</param>
internal sealed record Boundary(string Id, BoundaryKind Kind, string Label, string? Parent = null);
