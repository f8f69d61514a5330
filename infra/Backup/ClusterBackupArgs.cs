using Platform.Infra.Cluster;
using Platform.Infra.Components;
using Platform.Infra.Identity;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;

namespace Platform.Infra.Backup;

/// <param name="Identities">The control plane's among them, which takes the snapshots.</param>
internal sealed record ClusterBackupArgs(
    PlatformScope Scope, PlatformSettings Settings, PlatformNetwork Network, Identities Identities, KubernetesCluster Cluster,
    Monitoring Monitoring);
