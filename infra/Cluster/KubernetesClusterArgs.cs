using Platform.Infra.Identity;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Registry;
using Platform.Infra.Secrets;

namespace Platform.Infra.Cluster;

/// <summary>What the cluster is given of the rest of the platform.</summary>
internal sealed record KubernetesClusterArgs(
    PlatformNetwork Network, Identities Identities, SecretStore Secrets, ImageRegistry Registry, Monitoring Monitoring);
