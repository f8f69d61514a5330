using Platform.Infra.Components;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Storage;
using Pulumi.AzureNative.Storage.Inputs;

namespace Platform.Infra.Storage;

/// <summary>The storage account of the Machine Learning workspace: no shared keys, nothing public, deletions can be undone.</summary>
internal sealed class ModelStorage : PlatformComponent
{
    public ModelStorage(string name, ModelStorageArgs args, ComponentResourceOptions? options = null)
        : base("Storage", name, args.Scope, options)
    {
        var (_, settings, network, monitoring) = args;
        Account = ClosedAccount.Declare(Scope, ("account", Scope.Names.StorageAccount), settings.Redundancy, network);
        var (blobs, files) = DeclareServices(settings);
        var lifecycle = DeclareLifecycle(settings, blobs);
        if (network.IsPrivate)
        {
            // After what else changes the account and one after the other, as it takes one change at a time and refuses the rest:
            // https://github.com/pulumi/pulumi-azure-native/issues/4509
            Resource[] last = [lifecycle, files];
            foreach (var (kind, zone) in Services)
                last = [PrivateEndpoints.Add(Scope, network, new($"storage-{kind}", Account.Id, kind, zone), last)];
        }

        Diagnostics.SendMetrics(Scope, "account", Account.Id, monitoring);
        foreach (var (kind, service) in new[] { ("blobs", "blobServices"), ("files", "fileServices"), ("queues", "queueServices"),
                ("tables", "tableServices") })
            Diagnostics.Send(
                Scope, kind, Output.Format($"{Account.Id}/{service}/default"), monitoring, "StorageRead", "StorageWrite",
                "StorageDelete");
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["accountId"] = Account.Id,
        });
    }

    public StorageAccount Account { get; }

    private static (string Kind, string Zone)[] Services
        => [("blob", PrivateZones.Blob), ("file", PrivateZones.File), ("queue", PrivateZones.Queue), ("table", PrivateZones.Table)];

    private (BlobServiceProperties Blobs, FileServiceProperties Files) DeclareServices(StorageSettings settings)
    {
        var kept = new DeleteRetentionPolicyArgs { Enabled = true, Days = settings.SoftDeleteDays };
        var blobs = new BlobServiceProperties("blobs", new()
        {
            AccountName = Account.Name,
            ResourceGroupName = Scope.ResourceGroup,
            BlobServicesName = "default",
            IsVersioningEnabled = true,
            DeleteRetentionPolicy = kept,
            ContainerDeleteRetentionPolicy = kept,
        }, Child());
        var files = new FileServiceProperties("files", new()
        {
            AccountName = Account.Name,
            ResourceGroupName = Scope.ResourceGroup,
            FileServicesName = "default",
            ShareDeleteRetentionPolicy = kept,
            // Whoever mounts a share shows who he is by Kerberos, over the newest protocol; the workspace itself uses HTTPS
            ProtocolSettings = new ProtocolSettingsArgs
            {
                Smb = new SmbSettingArgs
                {
                    Versions = "SMB3.1.1;",
                    AuthenticationMethods = "Kerberos;",
                    KerberosTicketEncryption = "AES-256;",
                    ChannelEncryption = "AES-256-GCM;",
                },
            },
        }, Child());
        return (blobs, files);
    }

    private static DateAfterCreationArgs After(int days) => new() { DaysAfterCreationGreaterThan = days };

    // Old versions cost money, and serve nobody for long. They are not made immutable: the workspace replaces and deletes what it keeps
    // here, people may ask for their data to be gone, and versions and soft delete undo mistakes already.
    private ManagementPolicy DeclareLifecycle(StorageSettings settings, BlobServiceProperties blobs) => new("lifecycle", new()
    {
        AccountName = Account.Name,
        ResourceGroupName = Scope.ResourceGroup,
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
                                TierToCool = After(settings.VersionCoolDays),
                                Delete = After(settings.VersionDays),
                            },
                            Snapshot = new ManagementPolicySnapShotArgs { Delete = After(settings.VersionDays) },
                        },
                    },
                },
            },
        },
    }, Child(blobs));
}
