using Platform.Review.Plans;

namespace Platform.Review.Diff.Matching;

/// <summary>A resource in both plans.</summary>
internal sealed record ResourceMatch(PlannedResource Before, PlannedResource After);
