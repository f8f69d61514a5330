namespace Platform.Review.Azure.Kinds;

/// <summary>Azure Backup, and what it needs in a cluster.</summary>
internal static class BackupKinds
{
    private const string Vault = "Microsoft.DataProtection/backupVaults/{vaultName}";
    private const string Pricing = "https://azure.microsoft.com/pricing/details/backup/";

    // https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-support-matrix
    private const string ForLife =
        "Azure keeps policies and groups of snapshots as they were: stop the backup and begin anew (docs/runbooks/restore.md)";

    public static Kind[] All { get; } =
    [
        new("azure-native:containerservice:TrustedAccessRoleBinding")
        {
            Path = "Microsoft.ContainerService/managedClusters/{resourceName}/trustedAccessRoleBindings/{trustedAccessRoleBindingName}",
            Free = "https://learn.microsoft.com/azure/aks/trusted-access-feature",
            ForceNew = ["sourceResourceId"],
        },
        new("azure-native:dataprotection:BackupInstance")
        {
            Path = Vault + "/backupInstances/{backupInstanceName}",
            Label = "Backup", IsTaggable = true,
            Fixed = ["properties.dataSourceInfo", "properties.dataSourceSetInfo"],
            Refused =
            [
                new("properties.policyInfo.policyId", (_, _) => true, ForLife),
                new("properties.policyInfo.policyParameters.dataStoreParametersList", (_, _) => true, ForLife),
            ],
        },
        new("azure-native:dataprotection:BackupPolicy")
        {
            Path = Vault + "/backupPolicies/{backupPolicyName}",
            Free = Pricing,
            Refused = [new("properties.policyRules", (_, _) => true, ForLife)],
        },
        new("azure-native:dataprotection:BackupVault")
        {
            Path = Vault,
            Label = "Backup vault", Holds = Holding.Lasting, IsTaggable = true, HasLogs = true,
            Free = Pricing,
            Refused =
            [
                new(
                    "properties.storageSettings", (_, _) => true,
                    "a vault keeps its redundancy once anything is protected in it "
                        + "(https://learn.microsoft.com/azure/backup/backup-vault-overview#storage-settings-in-the-backup-vault)"),
                new(
                    "properties.securitySettings.immutabilitySettings.state", (before, _) => Value.Is(before, "Locked"),
                    "what is locked is never unlocked (https://learn.microsoft.com/azure/backup/backup-azure-immutable-vault-concept)"),
            ],
        },
        new("azure-native:kubernetesconfiguration:Extension")
        {
            Path = "{clusterRp}/{clusterResourceName}/{clusterName}/providers/Microsoft.KubernetesConfiguration/extensions/{extensionName}",
            Label = "Cluster extension",
            Free = "https://learn.microsoft.com/azure/aks/cluster-extensions",
        },
    ];
}
