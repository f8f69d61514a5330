using System.Text.Json;
using Pulumi;

namespace Platform.Infra;

/// <summary>A concern of the platform: the parent of its resources, so that plan and state read by concern.</summary>
internal abstract class PlatformComponent : ComponentResource
{
    protected PlatformComponent(string concern, PlatformScope scope)
        : base($"platform:infra:{concern}", JsonNamingPolicy.KebabCaseLower.ConvertName(concern)) => Scope = scope;

    protected PlatformScope Scope { get; }

    /// <summary>Options of a child that Pulumi may delete.</summary>
    protected CustomResourceOptions Child(params IEnumerable<Resource> dependsOn) => new() { Parent = this, DependsOn = Inputs(dependsOn) };

    /// <summary>Options of a child that holds data or identity: protected where the stack says so.</summary>
    protected CustomResourceOptions Lasting(params IEnumerable<Resource> dependsOn) =>
        new() { Parent = this, Protect = Scope.Protect ? true : null, DependsOn = Inputs(dependsOn) };

    private static InputList<Resource> Inputs(IEnumerable<Resource> resources)
    {
        var list = new InputList<Resource>();
        foreach (var resource in resources)
            list.Add(resource);
        return list;
    }
}
