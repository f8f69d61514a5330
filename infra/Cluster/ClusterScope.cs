using Platform.Infra.Components;
using Pulumi;

namespace Platform.Infra.Cluster;

/// <summary>What every part of a workload needs to place an object in the cluster.</summary>
internal record ClusterScope : ConcernScope
{
    private readonly KubernetesCluster _cluster;

    public ClusterScope(ConcernScope scope, KubernetesCluster cluster) : base(scope) => _cluster = cluster;

    /// <summary>Of the tokens of the cluster's pods.</summary>
    public Output<string> Issuer => _cluster.Aks.OidcIssuerProfile.Apply(profile => profile!.IssuerURL);

    /// <summary>
    /// Options of what is in the cluster, and goes with it, which a private one would not let whoever is outside delete piece by piece.
    /// </summary>
    public CustomResourceOptions InCluster(params IEnumerable<Resource> dependsOn)
    {
        var options = Child(dependsOn);
        options.Provider = _cluster.Provider;
        options.DeletedWith = _cluster.Aks;
        return options;
    }
}
