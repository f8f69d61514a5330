using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.KeyVault.Inputs;

namespace Platform.Infra.Secrets;

/// <summary>A Key Vault: access by role only, deleted secrets kept, and in private networks closed to all others.</summary>
internal static class ClosedVault
{
    /// <param name="resource">Its name in the program.</param>
    /// <param name="options">Of a child that is kept.</param>
    public static Vault Declare(
        PlatformScope scope, string resource, Output<string> name, SecretsSettings settings, PlatformNetwork network, Monitoring monitoring,
        CustomResourceOptions options)
    {
        // Of its creation alone
        options.IgnoreChanges.Add("properties.createMode");
        var vault = new Vault(resource, new()
        {
            VaultName = name,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Properties = new VaultPropertiesArgs
            {
                TenantId = scope.TenantId,
                Sku = new SkuArgs { Family = SkuFamily.A, Name = SkuName.Standard },
                // https://learn.microsoft.com/azure/key-vault/general/key-vault-recovery
                CreateMode = settings.Recover ? CreateMode.Recover : null,
                EnableRbacAuthorization = true,
                EnableSoftDelete = true,
                SoftDeleteRetentionInDays = settings.SoftDeleteDays,
                // Azure knows on and unset, and refuses off
                EnablePurgeProtection = settings.PurgeProtection ? true : null,
                PublicNetworkAccess = network.IsPrivate ? "Disabled" : "Enabled",
                NetworkAcls = new NetworkRuleSetArgs
                {
                    Bypass = NetworkRuleBypassOptions.AzureServices,
                    DefaultAction = network.IsPrivate ? NetworkRuleAction.Deny : NetworkRuleAction.Allow,
                },
            },
        }, options);
        if (network.IsPrivate)
            PrivateAccess.Grant(new() { Parent = options.Parent }, scope, network, resource, vault.Id, "vault", PrivateZones.Vault);
        Diagnostics.Send(options.Parent!, resource, vault.Id, monitoring);
        return vault;
    }
}
