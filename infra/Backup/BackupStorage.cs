using Platform.Infra.Components;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Platform.Infra.Storage;
using Pulumi;
using Pulumi.AzureNative.Storage;
using Pulumi.AzureNative.Storage.Inputs;

namespace Platform.Infra.Backup;

/// <summary>
/// Where the cluster's objects are copied to. An account of its own, as whoever copies may write all of it; a container of it for one
/// cluster alone. https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-support-matrix
/// </summary>
internal sealed class BackupStorage
{
    private const string ContainerName = "cluster";

    /// <summary>How long what was deleted or overwritten can be brought back: expired copies are deleted every day.</summary>
    private const int SoftDeleteDays = 7;

    public BackupStorage(ConcernScope scope, StorageRedundancy redundancy, PlatformNetwork network, Monitoring monitoring)
    {
        var account = new ClosedAccount(scope, ("backup-account", scope.Names.BackupAccount), redundancy, network);
        Account = account.Account;
        var blobs = account.Blobs("backup-blobs", isVersioned: true, SoftDeleteDays);
        var files = account.Files("backup-files", SoftDeleteDays);
        var lifecycle = account.ExpireVersions("backup-lifecycle", blobs, new ManagementPolicyActionArgs
        {
            Version = new ManagementPolicyVersionArgs
            {
                Delete = new DateAfterCreationArgs { DaysAfterCreationGreaterThan = SoftDeleteDays },
            },
        });
        Container = account.Container(ContainerName);
        if (network.IsPrivate)
            // After what else changes the account, as it takes one change at a time
            Reachable =
            [
                PrivateEndpoints.Add(
                    scope, network, new("backup-blob", Account.Id, "blob", PrivateZones.Blob), lifecycle, files, Container),
            ];
        account.Observe("backup-account", monitoring, ("backup-blobs", "blobServices"), ("backup-files", "fileServices"));
    }

    public StorageAccount Account { get; }
    public BlobContainer Container { get; }

    /// <summary>What has to be there before pods in the network find the account.</summary>
    public IReadOnlyList<Resource> Reachable { get; } = [];
}
