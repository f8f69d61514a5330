using Platform.Review.Plans;

namespace Platform.Review.Diff.Matching;

/// <summary>Which resources of two plans are the same: by path and type first, then by what they are in the cloud.</summary>
internal sealed record ResourceMatches(
    IReadOnlyList<ResourceMatch> Both, IReadOnlyList<PlannedResource> Removed, IReadOnlyList<PlannedResource> Added)
{
    public static ResourceMatches Between(Plan before, Plan after)
    {
        var byPath = Pair(before.Resources, after.Resources, resource => $"{resource.Path} {resource.Type}");
        var byCloud = Pair(byPath.Removed, byPath.Added, CloudIdentity.Of);
        return byCloud with { Both = [.. byPath.Both, .. byCloud.Both] };
    }

    // One that is there twice on a side is nobody's match: a guess would be worse.
    private static ResourceMatches Pair(
        IReadOnlyList<PlannedResource> before, IReadOnlyList<PlannedResource> after, Func<PlannedResource, string> identity)
    {
        var (former, present) = (before.ToLookup(identity), after.ToLookup(identity));
        var both = before
            .Where(resource => former[identity(resource)].Count() == 1 && present[identity(resource)].Count() == 1)
            .Select(resource => new ResourceMatch(resource, present[identity(resource)].Single()))
            .ToArray();
        var (left, right) = (both.Select(match => match.Before).ToHashSet(Same), both.Select(match => match.After).ToHashSet(Same));
        return new(both, [.. before.Where(resource => !left.Contains(resource))], [.. after.Where(resource => !right.Contains(resource))]);
    }

    private static IEqualityComparer<PlannedResource> Same => ReferenceEqualityComparer.Instance;
}
