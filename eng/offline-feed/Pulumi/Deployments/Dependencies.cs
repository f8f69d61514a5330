namespace Pulumi;

/// <summary>What it means to depend on resources: a component stands for the custom resources inside it.</summary>
internal static class Dependencies
{
    /// <summary>The resources whose URNs a dependent has to wait for; the search ends at custom resources and remote components.</summary>
    public static IEnumerable<Resource> Of(IEnumerable<Resource> resources)
    {
        var reached = new HashSet<Resource>();
        foreach (var resource in resources)
            Reach(resource, reached);
        return reached.Where(resource => resource is CustomResource or ComponentResource { Remote: true });
    }

    private static void Reach(Resource resource, HashSet<Resource> reached)
    {
        if (!reached.Add(resource) || resource is not ComponentResource)
            return;
        foreach (var child in resource.Children.Snapshot())
            Reach(child, reached);
    }
}
