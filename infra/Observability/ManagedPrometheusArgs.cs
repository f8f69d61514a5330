using Platform.Infra.Components;
using Platform.Infra.Network;
using Pulumi.AzureNative.ContainerService;

namespace Platform.Infra.Observability;

internal sealed record ManagedPrometheusArgs(PlatformScope Scope, PlatformNetwork Network, Monitoring Monitoring, ManagedCluster Aks);
