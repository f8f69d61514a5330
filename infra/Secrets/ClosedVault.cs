using Platform.Infra.Components;
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
    /// <param name="names">In the program and in Azure.</param>
    public static Vault Declare(
        ConcernScope scope, (string Resource, Output<string> Azure) names, SecretsSettings settings, PlatformNetwork network,
        Monitoring monitoring)
    {
        var options = scope.Lasting();
        // Of its creation alone
        options.IgnoreChanges.Add("properties.createMode");
        var vault = new Vault(names.Resource, new()
        {
            VaultName = names.Azure,
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
            PrivateEndpoints.Add(scope, network, new(names.Resource, vault.Id, "vault", PrivateZones.Vault));
        Diagnostics.Send(scope, names.Resource, vault.Id, monitoring);
        return vault;
    }
}
