using Platform.Infra.Components;
using Platform.Infra.Identity;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Registry;
using Platform.Infra.Secrets;
using Platform.Infra.Settings;

namespace Platform.Infra.Cluster;

/// <summary>What the cluster is given of the rest of the platform.</summary>
internal sealed record KubernetesClusterArgs(
    PlatformScope Scope, ClusterSettings Settings, PlatformNetwork Network, Identities Identities, SecretStore Secrets,
    ImageRegistry Registry, Monitoring Monitoring);
