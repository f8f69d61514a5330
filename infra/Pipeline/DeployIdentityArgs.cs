using Platform.Infra.Cluster;
using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi;

namespace Platform.Infra.Pipeline;

/// <param name="AssetsContainerId">Where the workspace keeps the content of models, data and code.</param>
/// <param name="SnapshotsId">The group of the cluster's snapshots; null where none are taken.</param>
internal sealed record DeployIdentityArgs(
    PlatformScope Scope, PlatformSettings Settings, ClusterAdmins Admins, Output<string> AssetsContainerId, Output<string>? SnapshotsId);
