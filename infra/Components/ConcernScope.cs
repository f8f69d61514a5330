using Pulumi;

namespace Platform.Infra.Components;

/// <summary>What the parts of one concern need to place a resource: what the whole platform has, and below whom they are.</summary>
internal record ConcernScope : PlatformScope
{
    public ConcernScope(PlatformScope platform, Resource parent) : base(platform) => Parent = parent;

    public Resource Parent { get; init; }

    /// <summary>
    /// Below whom they were before they had a component of their own, so that stacks that are there keep them; null where they were never
    /// elsewhere. https://www.pulumi.com/docs/iac/concepts/resources/options/aliases/
    /// </summary>
    public Resource? FormerParent { get; init; }

    /// <summary>Options of a function: it is asked as the parent's children are created, in the same subscription.</summary>
    public InvokeOptions Asking => new() { Parent = Parent };

    /// <summary>Options of a child that Pulumi may delete.</summary>
    public virtual CustomResourceOptions Child(params IEnumerable<Resource> dependsOn)
    {
        var options = new CustomResourceOptions { Parent = Parent, DependsOn = Inputs(dependsOn) };
        if (FormerParent is not null)
            options.Aliases.Add(new Alias { Parent = FormerParent });
        return options;
    }

    /// <summary>Options of a child that holds data or identity: protected where the stack says so.</summary>
    public CustomResourceOptions Lasting(params IEnumerable<Resource> dependsOn)
    {
        var options = Child(dependsOn);
        options.Protect = Protect ? true : null;
        return options;
    }

    private static InputList<Resource> Inputs(IEnumerable<Resource> resources)
    {
        var list = new InputList<Resource>();
        foreach (var resource in resources)
            list.Add(resource);
        return list;
    }
}
