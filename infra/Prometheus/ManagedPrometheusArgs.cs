using Platform.Infra.Components;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Pulumi.AzureNative.ContainerService;

namespace Platform.Infra.Prometheus;

internal sealed record ManagedPrometheusArgs(PlatformScope Scope, PlatformNetwork Network, Monitoring Monitoring, ManagedCluster Aks);
