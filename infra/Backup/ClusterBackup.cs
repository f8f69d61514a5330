using Platform.Infra.Components;
using Platform.Infra.Grants;
using Platform.Infra.Naming;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.DataProtection;
using Pulumi.AzureNative.DataProtection.Inputs;
using Pulumi.AzureNative.Resources;
using Resource = Pulumi.Resource;

namespace Platform.Infra.Backup;

/// <summary>
/// A copy of the platform's namespaces and of their disks, every night. Azure Backup asks for it by Trusted Access, which reaches a private
/// cluster as well. https://learn.microsoft.com/azure/backup/azure-kubernetes-service-backup-overview
/// </summary>
internal sealed class ClusterBackup : PlatformComponent
{
    /// <summary>For how long Azure keeps what was deleted from the vault, without a price.</summary>
    private const int SoftDeleteDays = 14;

    public ClusterBackup(string name, ClusterBackupArgs args, ComponentResourceOptions? options = null)
        : base("ClusterBackup", name, args.Scope, options)
    {
        var (_, settings, network, identities, cluster, monitoring) = args;
        var vault = DeclareVault(settings.Storage.Redundancy);
        Diagnostics.SendLogs(Scope, "backup-vault", vault.Id, monitoring);
        var policy = DailyPolicy.Declare(Scope, vault, settings.Cluster.BackupDays);
        var storage = new BackupStorage(Scope, settings.Storage.Redundancy, network, monitoring);
        Snapshots = DeclareGroup();
        IEnumerable<Resource> needed =
        [
            .. BackupExtension.Declare(Scope, cluster, storage), .. GrantAccess(vault, cluster.Aks, Principal.Of(identities.ControlPlane)),
            Trust(vault, cluster.Aks),
        ];
        DeclareInstance(vault, policy, cluster.Aks, settings.Billing.Enabled, needed);
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["snapshotsId"] = Snapshots.Id,
        });
    }

    /// <summary>The group in which the disks' snapshots are, and nothing else: the cluster may write all that is in it.</summary>
    public ResourceGroup Snapshots { get; }

    private BackupVault DeclareVault(StorageRedundancy redundancy) => new("backup-vault", new()
    {
        VaultName = Scope.Names.BackupVault,
        ResourceGroupName = Scope.ResourceGroup,
        Location = Scope.Location,
        // Trusted Access takes no other identity
        Identity = new DppIdentityDetailsArgs { Type = "SystemAssigned" },
        Properties = new Pulumi.AzureNative.DataProtection.Inputs.BackupVaultArgs
        {
            StorageSettings =
            {
                new StorageSettingArgs
                {
                    DatastoreType = StorageSettingStoreTypes.VaultStore,
                    Type = redundancy switch
                    {
                        StorageRedundancy.Lrs => StorageSettingTypes.LocallyRedundant,
                        StorageRedundancy.Gzrs => StorageSettingTypes.GeoRedundant,
                        _ => StorageSettingTypes.ZoneRedundant,
                    },
                },
            },
            SecuritySettings = new SecuritySettingsArgs
            {
                SoftDeleteSettings = new SoftDeleteSettingsArgs { State = SoftDeleteState.On, RetentionDurationInDays = SoftDeleteDays },
                // Where the stack is protected, nobody shortens or stops it; whoever lifts the protection lifts this as well. Never locked,
                // which nobody could undo: https://learn.microsoft.com/azure/backup/backup-azure-immutable-vault-concept
                ImmutabilitySettings = new ImmutabilitySettingsArgs
                {
                    State = Scope.Protect ? ImmutabilityState.Unlocked : ImmutabilityState.Disabled,
                },
            },
            MonitoringSettings = new MonitoringSettingsArgs
            {
                AzureMonitorAlertSettings = new AzureMonitorAlertSettingsArgs { AlertsForAllJobFailures = AlertsState.Enabled },
            },
        },
    }, Lasting());

    private ResourceGroup DeclareGroup() => new("backup-group", new()
    {
        ResourceGroupName = Scope.Names.BackupResourceGroup,
        Location = Scope.Location,
    }, Lasting());

    // https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-concept#required-roles-and-permissions
    private RoleAssignment[] GrantAccess(BackupVault vault, ManagedCluster aks, Principal controlPlane)
    {
        var asks = new Principal(vault.Identity.Apply(identity => identity!.PrincipalId), PrincipalType.ServicePrincipal);
        return
        [
            Grant.To(Scope, "backup-reads-cluster", asks, new(BuiltInRole.Reader, aks.Id), "Azure Backup reads how the cluster is set up"),
            Grant.To(
                Scope, "backup-reads-snapshots", asks, new(BuiltInRole.Reader, Snapshots.Id),
                "Azure Backup finds the snapshots that it asked for"),
            Grant.To(
                Scope, "control-plane-takes-snapshots", controlPlane, new(BuiltInRole.Contributor, Snapshots.Id),
                "The cluster takes snapshots of its disks, and deletes those that have expired; nothing else is in this group"),
        ];
    }

    // https://learn.microsoft.com/azure/aks/trusted-access-feature
    private TrustedAccessRoleBinding Trust(BackupVault vault, ManagedCluster aks)
    {
        var options = Child();
        options.DeletedWith = aks;
        return new("backup-trust", new()
        {
            TrustedAccessRoleBindingName = "backup",
            ResourceName = aks.Name,
            ResourceGroupName = Scope.ResourceGroup,
            SourceResourceId = vault.Id,
            Roles = { "Microsoft.DataProtection/backupVaults/backup-operator" },
        }, options);
    }

    private void DeclareInstance(BackupVault vault, BackupPolicy policy, ManagedCluster aks, bool hasBilling, IEnumerable<Resource> needed)
        => _ = new BackupInstance("backup", new()
        {
            BackupInstanceName = Scope.Names.Cluster,
            VaultName = vault.Name,
            ResourceGroupName = Scope.ResourceGroup,
            Properties = new Pulumi.AzureNative.DataProtection.Inputs.BackupInstanceArgs
            {
                ObjectType = "BackupInstance",
                FriendlyName = Scope.Names.Cluster,
                DataSourceInfo = new DatasourceArgs
                {
                    ObjectType = "Datasource",
                    DatasourceType = DailyPolicy.Source,
                    ResourceType = DailyPolicy.Source,
                    ResourceID = aks.Id,
                    ResourceUri = aks.Id,
                    ResourceName = aks.Name,
                    ResourceLocation = Scope.Location,
                },
                DataSourceSetInfo = new DatasourceSetArgs
                {
                    ObjectType = "DatasourceSet",
                    DatasourceType = DailyPolicy.Source,
                    ResourceType = DailyPolicy.Source,
                    ResourceID = aks.Id,
                    ResourceUri = aks.Id,
                    ResourceName = aks.Name,
                    ResourceLocation = Scope.Location,
                },
                PolicyInfo = new PolicyInfoArgs { PolicyId = policy.Id, PolicyParameters = Parameters(hasBilling) },
            },
        }, Child(needed));

    private PolicyParametersArgs Parameters(bool hasBilling) => new()
    {
        DataStoreParametersList =
        {
            new AzureOperationalStoreParametersArgs
            {
                ObjectType = "AzureOperationalStoreParameters",
                DataStoreType = DataStoreTypes.OperationalStore,
                ResourceGroupId = Snapshots.Id,
            },
        },
        BackupDatasourceParametersList =
        {
            new KubernetesClusterBackupDatasourceParametersArgs
            {
                ObjectType = "KubernetesClusterBackupDatasourceParameters",
                IncludedNamespaces = [WorkloadLabels.Application, .. hasBilling ? [WorkloadLabels.Billing] : Array.Empty<string>()],
                // The program and the vault have them; copied, keys would lie in blobs as they are
                ExcludedResourceTypes = { "v1/Secret" },
                IncludeClusterScopeResources = true,
                SnapshotVolumes = true,
            },
        },
    };
}
