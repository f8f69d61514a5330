using Platform.Infra.Cluster;
using Platform.Infra.Components;
using Platform.Infra.Grants;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.KubernetesConfiguration;
using Pulumi.AzureNative.KubernetesConfiguration.Inputs;

namespace Platform.Infra.Backup;

/// <summary>
/// What copies the cluster's objects from within. AKS gives it an identity of its own, as which it writes: the account takes no keys.
/// https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-concept#backup-extension
/// </summary>
internal static class BackupExtension
{
    /// <summary>By which whoever restores finds it.</summary>
    public const string Name = "azure-aks-backup";

    private const string Location = "configuration.backupStorageLocation";

    /// <returns>What a backup waits for: that it is there, and may write.</returns>
    public static IReadOnlyList<Resource> Declare(ConcernScope scope, KubernetesCluster cluster, BackupStorage storage)
    {
        var extension = new Extension("backup-extension", new()
        {
            ExtensionName = Name,
            ExtensionType = "microsoft.dataprotection.kubernetes",
            ClusterRp = "Microsoft.ContainerService",
            ClusterResourceName = "managedClusters",
            ClusterName = cluster.Aks.Name,
            ResourceGroupName = scope.ResourceGroup,
            AutoUpgradeMinorVersion = true,
            ReleaseTrain = "Stable",
            Scope = new ScopeArgs { Cluster = new ScopeClusterArgs { ReleaseNamespace = "dataprotection-microsoft" } },
            ConfigurationSettings =
            {
                [$"{Location}.bucket"] = storage.Container.Name,
                [$"{Location}.config.storageAccount"] = storage.Account.Name,
                [$"{Location}.config.resourceGroup"] = scope.ResourceGroup,
                [$"{Location}.config.subscriptionId"] = scope.SubscriptionId,
                [$"{Location}.config.storageAccountURI"] = storage.Account.PrimaryEndpoints.Apply(endpoints => endpoints.Blob),
                [$"{Location}.config.useAAD"] = "true",
                ["credentials.tenantId"] = scope.TenantId,
            },
            // Its pods run on the user pool
        }, WithTheCluster(scope, cluster, [cluster.UserPool, .. storage.Reachable]));
        var writes = Grant.To(
            scope, "backup-writes-objects",
            new(extension.AksAssignedIdentity.Apply(identity => identity!.PrincipalId), PrincipalType.ServicePrincipal),
            new(BuiltInRole.BlobDataContributor, storage.Account.Id),
            "The extension in the cluster copies Kubernetes' objects into this account");
        return [extension, writes];
    }

    // Whoever deletes the cluster deletes it as well
    private static CustomResourceOptions WithTheCluster(ConcernScope scope, KubernetesCluster cluster, IEnumerable<Resource> dependsOn)
    {
        var options = scope.Child(dependsOn);
        options.DeletedWith = cluster.Aks;
        return options;
    }
}
