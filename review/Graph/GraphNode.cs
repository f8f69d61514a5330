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
    /// <summary>What happens to it as a whole: the same to all of its resources, or it is changed; null if nothing happens.</summary>
    public ChangeKind? Change => Changes is [] ? null
        : IsOfOne && ChangeOf(Resources[0]) is { } own ? own.Kind
        : Changes.Count == Resources.Count && Changes.All(change => change.Kind == Changes[0].Kind) ? Changes[0].Kind
        : ChangeKind.Changed;

    /// <summary>Whether it is one main resource with its parts, to which its change is the node's.</summary>
    public bool IsOfOne { get; init; } = true;

    /// <summary>What happens to one of its resources, or null.</summary>
    public ResourceChange? ChangeOf(PlannedResource resource) => Changes.FirstOrDefault(change => IsOf(change, resource));

    private static bool IsOf(ResourceChange change, PlannedResource resource)
        => change.Path == resource.Path && change.Resource.Type == resource.Type;
}
