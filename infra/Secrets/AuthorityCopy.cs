using System.Globalization;
using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.KeyVault.Inputs;
using Pulumi.Tls;

namespace Platform.Infra.Secrets;

/// <summary>
/// The private authority in the vault, where whoever may read its secrets finds it when the Pulumi state is gone, and every read is logged.
/// Their names there are Pulumi's, as a vault that is recovered has the former ones still. Written by Azure Resource Manager, which needs
/// neither a role in the vault nor a way through its firewall.
/// https://learn.microsoft.com/azure/templates/microsoft.keyvault/vaults/secrets
/// </summary>
internal static class AuthorityCopy
{
    private const string Pem = "application/x-pem-file";

    public static void Keep(ConcernScope scope, Vault vault, SelfSignedCert authority, PrivateKey key)
    {
        var options = scope.Child();
        // They go with the vault. By itself one stays, as Azure Native would delete it in the vault, where whoever deploys has no role
        options.DeletedWith = vault;
        options.RetainOnDelete = true;
        var expires = authority.ValidityEndTime.Apply(UnixSeconds);
        Write("authority-certificate", authority.CertPem);
        Write("authority-private-key", key.PrivateKeyPem);

        void Write(string name, Output<string> value) => _ = new Pulumi.AzureNative.KeyVault.Secret($"{name}-copy", new()
        {
            VaultName = vault.Name,
            ResourceGroupName = scope.ResourceGroup,
            Properties = new SecretPropertiesArgs
            {
                // Both, as a secret of the vault is read by the same right whatever is in it
                Value = Output.CreateSecret(value),
                ContentType = Pem,
                Attributes = new SecretAttributesArgs { Enabled = true, Expires = expires },
            },
        }, options);
    }

    // The vault counts in 32 bits here; what ends after 2038 says so as late as it can
    private static int UnixSeconds(string time)
        => (int)Math.Min(DateTimeOffset.Parse(time, CultureInfo.InvariantCulture).ToUnixTimeSeconds(), int.MaxValue);
}
