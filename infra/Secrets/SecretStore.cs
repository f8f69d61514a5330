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
        Vault = new("vault", new()
        {
            VaultName = scope.Names.Vault,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Properties = new VaultPropertiesArgs
            {
                TenantId = scope.TenantId,
                Sku = new SkuArgs { Family = SkuFamily.A, Name = SkuName.Standard },
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
        }, Lasting());
        if (network.IsPrivate)
            PrivateAccess.Grant(Child(), scope, network, "vault", Vault.Id, "vault", PrivateZones.Vault);
        Diagnostics.Send(this, "vault", Vault.Id, monitoring);
        RegisterOutputs();
    }

    public Vault Vault { get; }
}
