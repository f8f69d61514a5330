using Platform.Infra.Components;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi.AzureNative.ContainerService;

namespace Platform.Infra.Cluster;

/// <param name="Hours">When the cluster runs.</param>
internal sealed record ClusterScheduleArgs(ConcernScope Scope, ClusterHours Hours, ManagedCluster Aks, Monitoring Monitoring);
