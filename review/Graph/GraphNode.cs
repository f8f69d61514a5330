using Platform.Review.Diff;
using Platform.Review.Plans;

namespace Platform.Review.Graph;

/// <summary>A main resource with everything that belongs to it, or several of one kind.</summary>
/// <param name="Id">The path of its first resource; of what is no part of the stack, a name without a slash.</param>
/// <param name="Title">What it is: <c>Kubernetes cluster</c>, <c>Alert × 16</c>.</param>
/// <param name="Name">What the program calls it: <c>cluster/aks</c>.</param>
/// <param name="Component">The part of the stack that it belongs to; empty for what is outside.</param>
/// <param name="Boundary">The id of the innermost boundary around it.</param>
/// <param name="Resources">The main ones first; empty for what is no part of the stack.</param>
/// <param name="Changes">What happens to its resources, most serious first.</param>
internal sealed record GraphNode(
    string Id,
    string Title,
    string Name,
    string Component,
    string Boundary,
    IReadOnlyList<PlannedResource> Resources,
    IReadOnlyList<ResourceChange> Changes)
{
    /// <summary>What happens to it as a whole: to the main resource if anything does, else that its parts change; null if nothing does.</summary>
    public ChangeKind? Change => Changes is [] ? null
        : Changes.FirstOrDefault(change => Resources.Count > 0 && change.Path == Resources[0].Path) is { } own ? own.Kind
        : Changes.Count == Resources.Count && Changes.All(change => change.Kind == Changes[0].Kind) ? Changes[0].Kind
        : ChangeKind.Changed;
}
