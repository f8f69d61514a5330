using Platform.Infra.Components;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Storage;
using Pulumi.AzureNative.Storage.Inputs;

namespace Platform.Infra.Storage;

/// <summary>
/// A storage account without shared keys, with nothing public, and in private networks closed to all others; and what is declared in it.
/// </summary>
internal sealed class ClosedAccount
{
    private readonly ConcernScope _scope;

    /// <param name="names">In the program and in Azure.</param>
    public ClosedAccount(
        ConcernScope scope, (string Resource, Output<string> Azure) names, StorageRedundancy redundancy, PlatformNetwork network)
    {
        _scope = scope;
        Account = new(names.Resource, new()
        {
            AccountName = names.Azure,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Kind = Kind.StorageV2,
            Sku = new SkuArgs { Name = SkuOf(redundancy) },
            AccessTier = AccessTier.Hot,
            AllowBlobPublicAccess = false,
            AllowSharedKeyAccess = false,
            DefaultToOAuthAuthentication = true,
            AllowCrossTenantReplication = false,
            // A second layer below Azure's own, which costs nothing and cannot be added later
            Encryption = new EncryptionArgs { RequireInfrastructureEncryption = true, KeySource = KeySource.Microsoft_Storage },
            EnableHttpsTrafficOnly = true,
            MinimumTlsVersion = MinimumTlsVersion.TLS1_2,
            PublicNetworkAccess = network.IsPrivate ? PublicNetworkAccess.Disabled : PublicNetworkAccess.Enabled,
            NetworkRuleSet = new NetworkRuleSetArgs
            {
                Bypass = Bypass.AzureServices,
                DefaultAction = network.IsPrivate ? DefaultAction.Deny : DefaultAction.Allow,
            },
        }, scope.Lasting());
    }

    public StorageAccount Account { get; }

    /// <summary>What was deleted, a container too, can be restored for so many days.</summary>
    public BlobServiceProperties Blobs(string name, bool isVersioned, int softDeleteDays)
    {
        var kept = Kept(softDeleteDays);
        return new(name, new()
        {
            AccountName = Account.Name,
            ResourceGroupName = _scope.ResourceGroup,
            BlobServicesName = "default",
            IsVersioningEnabled = isVersioned,
            DeleteRetentionPolicy = kept,
            ContainerDeleteRetentionPolicy = kept,
        }, _scope.Child());
    }

    /// <param name="protocol">How shares are mounted; null for Azure's own.</param>
    public FileServiceProperties Files(string name, int softDeleteDays, Input<ProtocolSettingsArgs>? protocol = null) => new(name, new()
    {
        AccountName = Account.Name,
        ResourceGroupName = _scope.ResourceGroup,
        FileServicesName = "default",
        ShareDeleteRetentionPolicy = Kept(softDeleteDays),
        ProtocolSettings = protocol,
    }, _scope.Child());

    public BlobContainer Container(string name) => new($"container-{name}", new()
    {
        ContainerName = name,
        AccountName = Account.Name,
        ResourceGroupName = _scope.ResourceGroup,
        PublicAccess = PublicAccess.None,
    }, _scope.Lasting());

    /// <summary>Old versions cost money, and serve nobody for long.</summary>
    /// <param name="blobs">After these, as an account takes one change at a time.</param>
    public ManagementPolicy ExpireVersions(string name, BlobServiceProperties blobs, ManagementPolicyActionArgs actions) => new(name, new()
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
                        Actions = actions,
                    },
                },
            },
        },
    }, _scope.Child(blobs));

    /// <summary>Its metrics, and who reads, writes and deletes in its services.</summary>
    public void Observe(string name, Monitoring monitoring, params (string Name, string Service)[] services)
    {
        Diagnostics.SendMetrics(_scope, name, Account.Id, monitoring);
        foreach (var (service, path) in services)
            Diagnostics.Send(
                _scope, service, Output.Format($"{Account.Id}/{path}/default"), monitoring, "StorageRead", "StorageWrite",
                "StorageDelete");
    }

    private static DeleteRetentionPolicyArgs Kept(int days) => new() { Enabled = true, Days = days };

    private static SkuName SkuOf(StorageRedundancy redundancy) => redundancy switch
    {
        StorageRedundancy.Lrs => SkuName.Standard_LRS,
        StorageRedundancy.Gzrs => SkuName.Standard_GZRS,
        _ => SkuName.Standard_ZRS,
    };
}
