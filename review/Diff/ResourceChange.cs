using Platform.Review.Diff.Matching;
using Platform.Review.Diff.Risks;
using Platform.Review.Diff.Shown;
using Platform.Review.Plans;
using Platform.Review.Values;

namespace Platform.Review.Diff;

/// <param name="Before">Null if it is added.</param>
/// <param name="After">Null if it is removed.</param>
/// <param name="Properties">What differs among inputs and <c>options.…</c>; empty if the resource is added or removed as a whole.</param>
/// <param name="Move">Whence it came, if it moved.</param>
internal sealed record ResourceChange(
    ChangeKind Kind, PlannedResource? Before, PlannedResource? After, IReadOnlyList<PropertyChange> Properties, Move? Move)
{
    public PlannedResource Resource => (After ?? Before)!;

    public string Path => Resource.Path;

    public string Component => Resource.Component;

    /// <summary>Why it is created anew, where none of its properties is the reason.</summary>
    public string? Cause { get; init; }

    /// <summary>What there is of a resource that is added, imported or removed as a whole, what matters first.</summary>
    public IReadOnlyList<ShownInput> Inputs { get; init; } = [];

    /// <summary>Most serious first; never empty.</summary>
    public IReadOnlyList<Risk> Risks { get; init; } = [Risk.None];
}
