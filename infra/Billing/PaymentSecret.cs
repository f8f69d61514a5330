using Platform.Infra.Billing.SecretsStore;
using Platform.Infra.Grants;
using Platform.Infra.Secrets;
using Platform.Infra.Workload;
using Pulumi;
using Pulumi.AzureNative.ManagedIdentity;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using CustomObject = Pulumi.Kubernetes.ApiExtensions.CustomResource;

namespace Platform.Infra.Billing;

/// <summary>
/// The credentials of the payment provider, as a part of billing's configuration in JSON. They are in the vault alone: the program makes
/// the secret with nothing in it, an operator writes what is real, and neither program nor state ever sees that. The vault's driver mounts
/// it into billing's pods. https://learn.microsoft.com/azure/aks/csi-secrets-store-driver
/// </summary>
internal static class PaymentSecret
{
    /// <summary>Of the mounted file.</summary>
    public const string File = "payments.json";

    /// <summary>Of the object that the pod's volume refers to.</summary>
    public const string ClassName = "payments";

    /// <returns>The secret's name in the vault, and what the pods wait for.</returns>
    public static (Output<string> Name, Resource Mount) Declare(NamespaceScope space, SecretStore secrets, UserAssignedIdentity billing)
    {
        var secret = OperatorSecret.Declare(space, secrets.Vault, "payment-secret", "application/json", "{}");
        var grant = Grant.To(
            space, "billing-reads-payment-secret", Principal.Of(billing),
            new(BuiltInRole.KeyVaultSecretsUser, Output.Format($"{secrets.Vault.Id}/secrets/{secret.Name}")),
            "Billing charges by the payment provider's credentials");
        var mount = new CustomObject("payments", new SecretProviderClassArgs
        {
            Metadata = new ObjectMetaArgs { Name = ClassName, Namespace = space.Name },
            Spec = new SecretProviderClassSpecArgs
            {
                Provider = "azure",
                Parameters =
                {
                    ["clientID"] = billing.ClientId,
                    ["keyvaultName"] = secrets.Vault.Name,
                    ["tenantId"] = space.TenantId,
                    ["objects"] = secret.Name.Apply(Objects),
                },
            },
        }, space.InCluster(grant));
        return (secret.Name, mount);
    }

    private static string Objects(string name)
        => $"""
        array:
        - |
          objectName: {name}
          objectType: secret
          objectAlias: {File}

        """.ReplaceLineEndings("\n");
}
