using Pulumi;

namespace Platform.Infra.Components;

/// <summary>A concern of the platform: the parent of its resources, so that plan and state read by concern.</summary>
internal abstract class PlatformComponent : ComponentResource
{
    /// <param name="concern">Last part of its type.</param>
    /// <param name="name">Its own, unique below its parent.</param>
    /// <param name="scope">Gives it the providers that create what is below it.</param>
    protected PlatformComponent(string concern, string name, PlatformScope scope, ComponentResourceOptions? options)
        : base($"platform:infra:{concern}", name, scope.Providers.GivenTo(options))
        => Scope = new(scope, this) { FormerParent = options?.Parent };

    /// <summary>For what places resources below this component; those of one within another were once the other's own.</summary>
    protected ConcernScope Scope { get; }

    /// <summary>The scope of the component around this one, for what this one places.</summary>
    protected T Within<T>(T outer) where T : ConcernScope
        => (T)((ConcernScope)outer with { Parent = this, FormerParent = Scope.FormerParent });

    /// <summary>Options of a component within this one.</summary>
    protected ComponentResourceOptions Inside => new() { Parent = this };

    /// <inheritdoc cref="ConcernScope.Child"/>
    protected CustomResourceOptions Child(params IEnumerable<Resource> dependsOn) => Scope.Child(dependsOn);

    /// <inheritdoc cref="ConcernScope.Lasting"/>
    protected CustomResourceOptions Lasting(params IEnumerable<Resource> dependsOn) => Scope.Lasting(dependsOn);
}
