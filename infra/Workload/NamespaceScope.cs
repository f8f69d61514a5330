using Platform.Infra.Cluster;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;

namespace Platform.Infra.Workload;

/// <summary>What every part of a workload needs to place an object in its namespace.</summary>
internal sealed record NamespaceScope : ClusterScope
{
    public NamespaceScope(ClusterScope cluster, Namespace @namespace) : base(cluster)
        => Name = @namespace.Metadata.Apply(metadata => metadata.Name);

    /// <summary>The namespace's.</summary>
    public Output<string> Name { get; }
}
