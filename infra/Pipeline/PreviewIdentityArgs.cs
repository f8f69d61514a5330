using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureAD;
using Pulumi.AzureNative.ContainerService;

namespace Platform.Infra.Pipeline;

/// <param name="Graph">Microsoft Graph in the tenant.</param>
/// <param name="SnapshotsId">The group of the cluster's snapshots; null where none are taken.</param>
internal sealed record PreviewIdentityArgs(
    PlatformScope Scope, PlatformSettings Settings, ManagedCluster Aks, ServicePrincipal Graph, Output<string>? SnapshotsId);
