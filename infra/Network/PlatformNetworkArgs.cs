using Platform.Infra.Components;
using Platform.Infra.Observability;
using Platform.Infra.Settings;

namespace Platform.Infra.Network;

/// <param name="Cluster">Whose zones the egress is in, and what else its nodes call.</param>
internal sealed record PlatformNetworkArgs(
    PlatformScope Scope, NetworkSettings Settings, GatewayCapabilities Gateway, ClusterSettings Cluster, Monitoring Monitoring);
