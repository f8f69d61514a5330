using Platform.Infra.Cluster;
using Pulumi;

namespace Platform.Infra.Workload;

/// <param name="AuthorityPem">By which the pods' certificates are checked.</param>
/// <param name="Applications">Each with a name in the certificate that its pods show.</param>
internal sealed record ScrapingArgs(
    ClusterScope Cluster, Output<string> AuthorityPem, IReadOnlyList<(string Name, string Host)> Applications);
