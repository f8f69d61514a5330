using System.Text.Json;
using Pulumi;

namespace Platform.Infra;

/// <summary>A concern of the platform: the parent of its resources, so that plan and state read by concern.</summary>
internal abstract class PlatformComponent : ComponentResource
{
    protected PlatformComponent(string concern, PlatformScope scope)
        : base($"platform:infra:{concern}", JsonNamingPolicy.KebabCaseLower.ConvertName(concern)) => Scope = new(scope, this);

    /// <summary>For what places resources below this component.</summary>
    protected ConcernScope Scope { get; }

    /// <inheritdoc cref="ConcernScope.Child"/>
    protected CustomResourceOptions Child(params IEnumerable<Resource> dependsOn) => Scope.Child(dependsOn);

    /// <inheritdoc cref="ConcernScope.Lasting"/>
    protected CustomResourceOptions Lasting(params IEnumerable<Resource> dependsOn) => Scope.Lasting(dependsOn);
}
