using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi.AzureNative.ContainerService;

namespace Platform.Infra.Cluster;

/// <param name="Hours">When the cluster runs, as upgraded is only what does; null for always.</param>
internal sealed record MaintenanceWindowsArgs(ConcernScope Scope, ManagedCluster Aks, ClusterHours? Hours);
