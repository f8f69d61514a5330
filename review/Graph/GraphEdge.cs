using Platform.Review.Diff;

namespace Platform.Review.Graph;

/// <param name="From">A node's id.</param>
/// <param name="To">A node's id.</param>
/// <param name="Labels">What the one does with the other, in ordinal order: <c>calls</c>, <c>AcrPull</c>.</param>
/// <param name="Change">Whether it comes or goes as a whole, with what it is derived from; else null.</param>
internal sealed record GraphEdge(string From, string To, EdgeLayer Layer, IReadOnlyList<string> Labels, ChangeKind? Change = null);
