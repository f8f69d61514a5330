using Platform.Infra.Components;
using Pulumi.AzureNative.ContainerService;

namespace Platform.Infra.Cluster;

internal sealed record ClusterAdminsArgs(ConcernScope Scope, ManagedCluster Aks);
