using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.KeyVault.Inputs;

namespace Platform.Infra.Secrets;

/// <summary>
/// A secret that an operator writes: it is in the vault alone, and neither program nor state ever sees it. The program makes it with
/// nothing in it.
/// </summary>
internal static class OperatorSecret
{
    /// <param name="nothing">What is in it until somebody writes what is real.</param>
    public static Secret Declare(ConcernScope scope, Vault vault, string name, string contentType, string nothing)
    {
        var options = scope.Child();
        // What an operator wrote stays
        options.IgnoreChanges.Add("properties");
        // It goes with the vault, in which whoever deploys has no role
        options.DeletedWith = vault;
        options.RetainOnDelete = true;
        // Its name there is Pulumi's, as a vault that is recovered has the former one still
        return new(name, new()
        {
            VaultName = vault.Name,
            ResourceGroupName = scope.ResourceGroup,
            Properties = new SecretPropertiesArgs
            {
                Value = Output.CreateSecret(nothing),
                ContentType = contentType,
                Attributes = new SecretAttributesArgs { Enabled = true },
            },
        }, options);
    }
}
