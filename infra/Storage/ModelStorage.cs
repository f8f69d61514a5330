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
        var account = new ClosedAccount(Scope, ("account", Scope.Names.StorageAccount), settings.Redundancy, network);
        Account = account.Account;
        var blobs = account.Blobs("blobs", isVersioned: true, settings.SoftDeleteDays);
        var files = account.Files("files", settings.SoftDeleteDays, Hardened);
        var lifecycle = account.ExpireVersions("lifecycle", blobs, OfVersions(settings));
        if (network.IsPrivate)
        {
            // After what else changes the account and one after the other, as it takes one change at a time and refuses the rest:
            // https://github.com/pulumi/pulumi-azure-native/issues/4509
            Resource[] last = [lifecycle, files];
            foreach (var (kind, zone) in Services)
                last = [PrivateEndpoints.Add(Scope, network, new($"storage-{kind}", Account.Id, kind, zone), last)];
        }

        account.Observe(
            "account", monitoring, ("blobs", "blobServices"), ("files", "fileServices"), ("queues", "queueServices"),
            ("tables", "tableServices"));
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["accountId"] = Account.Id,
        });
    }

    public StorageAccount Account { get; }

    private static (string Kind, string Zone)[] Services
        => [("blob", PrivateZones.Blob), ("file", PrivateZones.File), ("queue", PrivateZones.Queue), ("table", PrivateZones.Table)];

    // Whoever mounts a share shows who he is by Kerberos, over the newest protocol; the workspace itself uses HTTPS
    private static ProtocolSettingsArgs Hardened => new()
    {
        Smb = new SmbSettingArgs
        {
            Versions = "SMB3.1.1;",
            AuthenticationMethods = "Kerberos;",
            KerberosTicketEncryption = "AES-256;",
            ChannelEncryption = "AES-256-GCM;",
        },
    };

    // They are not made immutable: the workspace replaces and deletes what it keeps here, people may ask for their data to be gone, and
    // versions and soft delete undo mistakes already.
    private static ManagementPolicyActionArgs OfVersions(StorageSettings settings) => new()
    {
        Version = new ManagementPolicyVersionArgs { TierToCool = After(settings.VersionCoolDays), Delete = After(settings.VersionDays) },
        Snapshot = new ManagementPolicySnapShotArgs { Delete = After(settings.VersionDays) },
    };

    private static DateAfterCreationArgs After(int days) => new() { DaysAfterCreationGreaterThan = days };
}
