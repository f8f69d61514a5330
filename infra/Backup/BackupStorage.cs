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

    private readonly ConcernScope _scope;

    public BackupStorage(ConcernScope scope, StorageRedundancy redundancy, PlatformNetwork network, Monitoring monitoring)
    {
        _scope = scope;
        Account = ClosedAccount.Declare(scope, ("backup-account", scope.Names.BackupAccount), redundancy, network);
        var (blobs, files) = DeclareServices();
        var lifecycle = ForgetVersions(blobs);
        Container = new("container-cluster", new()
        {
            ContainerName = ContainerName,
            AccountName = Account.Name,
            ResourceGroupName = scope.ResourceGroup,
            PublicAccess = PublicAccess.None,
        }, scope.Lasting());
        if (network.IsPrivate)
            // After what else changes the account, as it takes one change at a time
            Reachable =
            [
                PrivateEndpoints.Add(
                    scope, network, new("backup-blob", Account.Id, "blob", PrivateZones.Blob), lifecycle, files, Container),
            ];
        Diagnostics.SendMetrics(scope, "backup-account", Account.Id, monitoring);
        foreach (var (kind, service) in new[] { ("blobs", "blobServices"), ("files", "fileServices") })
            Diagnostics.Send(
                scope, $"backup-{kind}", Output.Format($"{Account.Id}/{service}/default"), monitoring,
                "StorageRead", "StorageWrite", "StorageDelete");
    }

    public StorageAccount Account { get; }
    public BlobContainer Container { get; }

    /// <summary>What has to be there before pods in the network find the account.</summary>
    public IReadOnlyList<Resource> Reachable { get; } = [];

    private (BlobServiceProperties Blobs, FileServiceProperties Files) DeclareServices()
    {
        var kept = new DeleteRetentionPolicyArgs { Enabled = true, Days = SoftDeleteDays };
        var blobs = new BlobServiceProperties("backup-blobs", new()
        {
            AccountName = Account.Name,
            ResourceGroupName = _scope.ResourceGroup,
            BlobServicesName = "default",
            IsVersioningEnabled = true,
            DeleteRetentionPolicy = kept,
            ContainerDeleteRetentionPolicy = kept,
        }, _scope.Child());
        var files = new FileServiceProperties("backup-files", new()
        {
            AccountName = Account.Name,
            ResourceGroupName = _scope.ResourceGroup,
            FileServicesName = "default",
            ShareDeleteRetentionPolicy = kept,
        }, _scope.Child());
        return (blobs, files);
    }

    private ManagementPolicy ForgetVersions(BlobServiceProperties blobs) => new("backup-lifecycle", new()
    {
        AccountName = Account.Name,
        ResourceGroupName = _scope.ResourceGroup,
        ManagementPolicyName = "default",
        Policy = new ManagementPolicySchemaArgs
        {
            Rules =
            {
                new ManagementPolicyRuleArgs
                {
                    Name = "expire-old-versions",
                    Enabled = true,
                    Type = RuleType.Lifecycle,
                    Definition = new ManagementPolicyDefinitionArgs
                    {
                        Filters = new ManagementPolicyFilterArgs { BlobTypes = { "blockBlob" } },
                        Actions = new ManagementPolicyActionArgs
                        {
                            Version = new ManagementPolicyVersionArgs
                            {
                                Delete = new DateAfterCreationArgs { DaysAfterCreationGreaterThan = SoftDeleteDays },
                            },
                        },
                    },
                },
            },
        },
    }, _scope.Child(blobs));
}
