using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.KeyVault.Inputs;

namespace Platform.Infra.Secrets;

/// <summary>The Key Vault: access by role only, deleted secrets kept.</summary>
internal sealed class SecretStore : PlatformComponent
{
    public SecretStore(PlatformScope scope, SecretsSettings settings, PlatformNetwork network, Monitoring monitoring)
        : base("Secrets", scope)
    {
        var options = Lasting();
        // Of its creation alone
        options.IgnoreChanges.Add("properties.createMode");
        Vault = new("vault", new()
        {
            VaultName = scope.Names.Vault,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Properties = new VaultPropertiesArgs
            {
                TenantId = scope.TenantId,
                Sku = new SkuArgs { Family = SkuFamily.A, Name = SkuName.Standard },
                // https://learn.microsoft.com/azure/key-vault/general/key-vault-recovery
                CreateMode = settings.Recover ? CreateMode.Recover : null!,
                EnableRbacAuthorization = true,
                EnableSoftDelete = true,
                SoftDeleteRetentionInDays = settings.SoftDeleteDays,
                // Azure knows on and unset, and refuses off
                EnablePurgeProtection = settings.PurgeProtection ? true : null!,
                PublicNetworkAccess = network.IsPrivate ? "Disabled" : "Enabled",
                NetworkAcls = new NetworkRuleSetArgs
                {
                    Bypass = NetworkRuleBypassOptions.AzureServices,
                    DefaultAction = network.IsPrivate ? NetworkRuleAction.Deny : NetworkRuleAction.Allow,
                },
            },
            Tags = scope.Tags,
        }, options);
        if (network.IsPrivate)
            PrivateAccess.Grant(Child(), scope, network, "vault", Vault.Id, "vault", PrivateZones.Vault);
        Diagnostics.Send(this, "vault", Vault.Id, monitoring);
        RegisterOutputs();
    }

    public Vault Vault { get; }
}
