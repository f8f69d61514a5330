using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.KeyVault.Inputs;

namespace Platform.Infra.Secrets;

/// <summary>
/// What subscriptions are called by in collected records, from which billing and the servers derive a key for each year. It is in the vault
/// as well: with it, whoever asks for erasure is found in the records, and without it nobody is.
/// </summary>
internal static class PseudonymKey
{
    /// <summary>Under which a Kubernetes secret has it.</summary>
    public const string Entry = "key";

    /// <param name="value">In base64.</param>
    public static void Keep(ConcernScope scope, Vault vault, Output<string> value)
    {
        var options = scope.Child();
        // As the authority's copy: it goes with the vault, in which whoever deploys has no role
        options.DeletedWith = vault;
        options.RetainOnDelete = true;
        _ = new Secret("pseudonym-key-copy", new()
        {
            VaultName = vault.Name,
            ResourceGroupName = scope.ResourceGroup,
            Properties = new SecretPropertiesArgs
            {
                Value = Output.CreateSecret(value),
                ContentType = "text/plain",
                Attributes = new SecretAttributesArgs { Enabled = true },
            },
            Tags = scope.Tags,
        }, options);
    }
}
