using Platform.Review.Azure.Kinds;
using Platform.Review.Plans;

namespace Platform.Review.Graph.Building;

/// <summary>Which main resource each resource belongs to: the children of a vault to the vault, a service to its deployment.</summary>
internal sealed class Ownership
{
    private static readonly string[] _workloads = ["Deployment", "StatefulSet", "DaemonSet", "CronJob", "Job"];
    private readonly Dictionary<PlannedResource, PlannedResource> _owners = new(ReferenceEqualityComparer.Instance);

    /// <param name="from">References by the resource whose input they are.</param>
    /// <param name="to">References by the resource that they name.</param>
    public Ownership(
        IReadOnlyList<PlannedResource> resources,
        ResourceIndex index,
        ILookup<PlannedResource, Reference> from,
        ILookup<PlannedResource, Reference> to)
    {
        var workloads = resources.Where(IsKubernetes)
            .SelectMany(each => new[] { NamespaceOf(each), ComponentOf(each) }, (each, place) => (Place: place, Resource: each))
            .GroupBy(each => each.Place, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.MinBy(each => Rank(each.Resource)).Resource, StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            var owner = IsKubernetes(resource) ? Workload(resource, workloads) : Look.Of(resource).Role switch
            {
                KindRole.Node => null,
                KindRole.PartOfNamed => from[resource].Select(each => each.Target).FirstOrDefault(),
                KindRole.PartOfNaming => to[resource].Select(each => each.Source)
                    .FirstOrDefault(source => !ReferenceEquals(index.ParentOf(source), resource)),
                _ => index.ParentOf(resource),
            };
            if (owner is not null && !ReferenceEquals(MainOf(owner), resource))
                _owners[resource] = owner;
        }
    }

    public PlannedResource MainOf(PlannedResource resource)
    {
        while (_owners.TryGetValue(resource, out var owner))
            resource = owner;
        return resource;
    }

    // A Kubernetes object belongs to the workload of its namespace, and the namespace itself does too.
    private static PlannedResource? Workload(PlannedResource resource, Dictionary<string, PlannedResource> workloads)
        => Rank(resource) > 0 && workloads[NamespaceOf(resource)] is var main && !ReferenceEquals(main, resource) ? main : null;

    private static int Rank(PlannedResource resource)
        => Array.IndexOf(_workloads, Look.NameOf(resource)) >= 0 ? 0 : Look.Is(resource, "Namespace") ? 1 : 2;

    private static bool IsKubernetes(PlannedResource resource) => resource.Type.StartsWith("kubernetes:", StringComparison.Ordinal);

    private static string NamespaceOf(PlannedResource resource)
        => Look.Is(resource, "Namespace") ? $"{resource.Inputs["metadata"]?["name"]}"
            : $"{resource.Inputs["metadata"]?["namespace"]}" is { Length: > 0 } name ? name : ComponentOf(resource);

    // For what the whole cluster shares
    private static string ComponentOf(PlannedResource resource) => $"component {resource.Parent}";
}
