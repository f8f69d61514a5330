using Platform.Infra.Components;
using Platform.Infra.Network;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Storage;
using Pulumi.AzureNative.Storage.Inputs;

namespace Platform.Infra.Storage;

/// <summary>A storage account without shared keys, with nothing public, and in private networks closed to all others.</summary>
internal static class ClosedAccount
{
    /// <param name="names">In the program and in Azure.</param>
    public static StorageAccount Declare(
        ConcernScope scope, (string Resource, Output<string> Azure) names, StorageRedundancy redundancy, PlatformNetwork network)
        => new(names.Resource, new()
        {
            AccountName = names.Azure,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Kind = Kind.StorageV2,
            Sku = new SkuArgs
            {
                Name = redundancy switch
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
