using System.Collections.Immutable;
using Pulumi.Testing;

namespace Platform.Review.Evaluation;

/// <summary>Kubernetes: objects are known by namespace and name, and answer with what was asked for.</summary>
internal sealed class KubernetesProvider : ICloudProvider
{
    public static KubernetesProvider Instance { get; } = new();

    public CloudResource Create(MockResourceArgs args)
    {
        var metadata = args.Inputs.GetValueOrDefault("metadata") as ImmutableDictionary<string, object>;
        var name = metadata?.GetValueOrDefault("name") as string ?? args.Name!;
        var id = metadata?.GetValueOrDefault("namespace") is string space ? $"{space}/{name}" : name;
        var given = Outputs.Of(("metadata", Outputs.Of(("name", name), ("uid", Deterministic.Guid(id)))));
        return new CloudResource(id, args.Inputs.MergedWith(given));
    }
}
