using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi.AzureNative.Storage;
using Pulumi.AzureNative.Storage.Inputs;

namespace Platform.Infra.Storage;

/// <summary>The storage account of the Machine Learning workspace: no shared keys, nothing public, deletions can be undone.</summary>
internal sealed class ModelStorage : PlatformComponent
{
    public ModelStorage(PlatformScope scope, StorageSettings settings, PlatformNetwork network, Monitoring monitoring) : base("Storage", scope)
    {
        Account = DeclareAccount(settings, network);
        var kept = new DeleteRetentionPolicyArgs { Enabled = true, Days = settings.SoftDeleteDays };
        var blobs = new BlobServiceProperties("blobs", new()
        {
            AccountName = Account.Name,
            ResourceGroupName = scope.ResourceGroup,
            BlobServicesName = "default",
            IsVersioningEnabled = true,
            DeleteRetentionPolicy = kept,
            ContainerDeleteRetentionPolicy = kept,
        }, Child());
        _ = new FileServiceProperties("files", new()
        {
            AccountName = Account.Name,
            ResourceGroupName = scope.ResourceGroup,
            FileServicesName = "default",
            ShareDeleteRetentionPolicy = kept,
        }, Child());
        DeclareLifecycle(settings, blobs);
        if (network.IsPrivate)
            foreach (var (kind, zone) in Services)
                PrivateAccess.Grant(this, scope, network, $"storage-{kind}", Account.Id, kind, zone);
        Diagnostics.SendMetrics(this, "account", Account.Id, monitoring);
        Diagnostics.Send(
            this, "blobs", Pulumi.Output.Format($"{Account.Id}/blobServices/default"), monitoring, "StorageRead", "StorageWrite", "StorageDelete");
        Diagnostics.Send(
            this, "files", Pulumi.Output.Format($"{Account.Id}/fileServices/default"), monitoring, "StorageRead", "StorageWrite", "StorageDelete");
        RegisterOutputs();
    }

    public StorageAccount Account { get; }

    private static (string Kind, string Zone)[] Services =>
        [("blob", PrivateZones.Blob), ("file", PrivateZones.File), ("queue", PrivateZones.Queue), ("table", PrivateZones.Table)];

    private StorageAccount DeclareAccount(StorageSettings settings, PlatformNetwork network) => new("account", new()
    {
        AccountName = Scope.Names.StorageAccount,
        ResourceGroupName = Scope.ResourceGroup,
        Location = Scope.Location,
        Kind = Kind.StorageV2,
        Sku = new SkuArgs
        {
            Name = settings.Redundancy switch
            {
                StorageRedundancy.Lrs => SkuName.Standard_LRS,
                StorageRedundancy.Gzrs => SkuName.Standard_GZRS,
                _ => SkuName.Standard_ZRS,
            },
        },
        AccessTier = AccessTier.Hot,
        AllowBlobPublicAccess = false,
        AllowSharedKeyAccess = false,
        DefaultToOAuthAuthentication = true,
        AllowCrossTenantReplication = false,
        EnableHttpsTrafficOnly = true,
        MinimumTlsVersion = MinimumTlsVersion.TLS1_2,
        PublicNetworkAccess = network.IsPrivate ? PublicNetworkAccess.Disabled : PublicNetworkAccess.Enabled,
        NetworkRuleSet = new NetworkRuleSetArgs
        {
            Bypass = Bypass.AzureServices,
            DefaultAction = network.IsPrivate ? DefaultAction.Deny : DefaultAction.Allow,
        },
        Tags = Scope.Tags,
    }, Lasting());

    // Old versions cost money and, past the soft-delete window, serve nobody
    private void DeclareLifecycle(StorageSettings settings, BlobServiceProperties blobs) => _ = new ManagementPolicy("lifecycle", new()
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
                                Delete = new DateAfterCreationArgs { DaysAfterCreationGreaterThan = settings.SoftDeleteDays * 3 },
                            },
                        },
                    },
                },
            },
        },
    }, Child(blobs));
}
