using Pulumi;

namespace Platform.Infra;

/// <summary>What the parts of one concern need to place a resource: what the whole platform has, and below whom they are.</summary>
internal record ConcernScope : PlatformScope
{
    public ConcernScope(PlatformScope platform, Resource parent) : base(platform) => Parent = parent;

    public Resource Parent { get; }

    /// <summary>Options of a child that Pulumi may delete.</summary>
    public virtual CustomResourceOptions Child(params IEnumerable<Resource> dependsOn) => new() { Parent = Parent, DependsOn = Inputs(dependsOn) };

    /// <summary>Options of a child that holds data or identity: protected where the stack says so.</summary>
    public CustomResourceOptions Lasting(params IEnumerable<Resource> dependsOn) =>
        new() { Parent = Parent, Protect = Protect ? true : null, DependsOn = Inputs(dependsOn) };

    protected static InputList<Resource> Inputs(IEnumerable<Resource> resources)
    {
        var list = new InputList<Resource>();
        foreach (var resource in resources)
            list.Add(resource);
        return list;
    }
}
