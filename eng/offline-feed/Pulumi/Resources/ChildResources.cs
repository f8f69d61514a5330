namespace Pulumi;

/// <summary>The children of a resource. They can be made on several threads, while others look at the ones that are there.</summary>
internal sealed class ChildResources
{
    private readonly List<Resource> _resources = [];

    public void Add(Resource child)
    {
        lock (_resources)
            _resources.Add(child);
    }

    public ImmutableArray<Resource> Snapshot()
    {
        lock (_resources)
            return [.. _resources];
    }
}
