namespace Platform.Review.Graph.Building;

/// <param name="Label">For one resource of the kind.</param>
/// <param name="Gathers">Whether two of a component are shown as one node already, not only a crowd.</param>
internal sealed record Kind(string Label, KindRole Role = KindRole.ById, bool Gathers = false);
