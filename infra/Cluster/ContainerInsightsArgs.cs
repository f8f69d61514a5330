using Platform.Infra.Components;
using Platform.Infra.Observability;
using Pulumi.AzureNative.ContainerService;

namespace Platform.Infra.Cluster;

internal sealed record ContainerInsightsArgs(ConcernScope Scope, ManagedCluster Aks, Monitoring Monitoring);
