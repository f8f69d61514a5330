using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.DataProtection;
using Pulumi.AzureNative.DataProtection.Inputs;

namespace Platform.Infra.Backup;

/// <summary>
/// A copy every night, kept for so many days as snapshots beside the cluster. None is moved into the vault itself: Azure moves disks only
/// that are open to all networks. https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-support-matrix
/// </summary>
internal static class DailyPolicy
{
    /// <summary>Azure's name of what is backed up.</summary>
    public const string Source = "Microsoft.ContainerService/managedClusters";

    private const string Default = "Default";

    // After the gateway's own, and before upgrades begin; which day of the past it is that nights are counted from makes no difference
    private const string EveryNight = "R/2026-01-01T03:00:00+00:00/P1D";

    /// <summary>Azure changes no policy that there is: another number of days is another one.</summary>
    public static BackupPolicy Declare(ConcernScope scope, BackupVault vault, int days) => new("backup-policy", new()
    {
        BackupPolicyName = $"daily-{days}",
        VaultName = vault.Name,
        ResourceGroupName = scope.ResourceGroup,
        Properties = new Pulumi.AzureNative.DataProtection.Inputs.BackupPolicyArgs
        {
            ObjectType = "BackupPolicy",
            DatasourceTypes = { Source },
            PolicyRules = (Union<AzureBackupRuleArgs, AzureRetentionRuleArgs>[])[Schedule(), Retention(days)],
        },
    }, scope.Child());

    private static AzureRetentionRuleArgs Retention(int days) => new()
    {
        ObjectType = "AzureRetentionRule",
        Name = Default,
        IsDefault = true,
        Lifecycles =
        {
            new SourceLifeCycleArgs
            {
                DeleteAfter = new AbsoluteDeleteOptionArgs { ObjectType = "AbsoluteDeleteOption", Duration = $"P{days}D" },
                SourceDataStore = Snapshots(),
            },
        },
    };

    private static AzureBackupRuleArgs Schedule() => new()
    {
        ObjectType = "AzureBackupRule",
        Name = "BackupDaily",
        BackupParameters = new AzureBackupParamsArgs { ObjectType = "AzureBackupParams", BackupType = "Incremental" },
        DataStore = Snapshots(),
        Trigger = new ScheduleBasedTriggerContextArgs
        {
            ObjectType = "ScheduleBasedTriggerContext",
            Schedule = new BackupScheduleArgs { RepeatingTimeIntervals = { EveryNight }, TimeZone = "UTC" },
            TaggingCriteria =
            {
                new TaggingCriteriaArgs { IsDefault = true, TaggingPriority = 99, TagInfo = new RetentionTagArgs { TagName = Default } },
            },
        },
    };

    private static DataStoreInfoBaseArgs Snapshots()
        => new() { ObjectType = "DataStoreInfoBase", DataStoreType = DataStoreTypes.OperationalStore };
}
