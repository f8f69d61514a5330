using Platform.Infra.Components;
using Platform.Infra.Grants;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ContainerService.Inputs;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.KeyVault.Inputs;

namespace Platform.Infra.Cluster;

/// <summary>
/// Kubernetes' secrets are encrypted by a key of the stack's vault before they are stored. A vault that is closed is reached by way of the
/// network, in which the API server then is. https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption
/// </summary>
internal sealed class KeyEncryption : PlatformComponent
{
    private readonly Vault _vault;
    private readonly Key _key;
    private readonly bool _isPrivate;

    public KeyEncryption(string name, KeyEncryptionArgs args, ComponentResourceOptions? options = null)
        : base("KeyEncryption", name, args.Scope, options)
    {
        var (_, vault, controlPlane, isPrivate) = args;
        (_vault, _isPrivate) = (vault, isPrivate);
        _key = Declare();
        Needed.Add(Grant.To(
            Scope, "control-plane-uses-key", Principal.Of(controlPlane),
            new(BuiltInRole.KeyVaultCryptoUser, Output.Format($"{vault.Id}/keys/{_key.Name}")),
            "The API server encrypts and decrypts secrets by this key"));
        if (_isPrivate)
            Needed.Add(Grant.To(
                Scope, "control-plane-links-vault", Principal.Of(controlPlane), new(BuiltInRole.KeyVaultContributor, vault.Id),
                "AKS makes a private link of its own to the vault; the role reads nothing that is in it"));
        RegisterOutputs();
    }

    /// <summary>What the cluster waits for.</summary>
    public List<Resource> Needed { get; } = [];

    public AzureKeyVaultKmsArgs Profile() => _isPrivate
        ? new()
        {
            Enabled = true,
            KeyId = _key.KeyUriWithVersion,
            KeyVaultNetworkAccess = KeyVaultNetworkAccessTypes.Private,
            KeyVaultResourceId = _vault.Id,
        }
        : new() { Enabled = true, KeyId = _key.KeyUriWithVersion, KeyVaultNetworkAccess = KeyVaultNetworkAccessTypes.Public };

    private Key Declare()
    {
        var options = Lasting();
        // It goes with the vault, in which whoever deploys has no role
        options.DeletedWith = _vault;
        options.RetainOnDelete = true;
        return new("secrets-key", new()
        {
            VaultName = _vault.Name,
            ResourceGroupName = Scope.ResourceGroup,
            Properties = new KeyPropertiesArgs
            {
                Kty = JsonWebKeyType.RSA,
                KeySize = 3072,
                KeyOps = { JsonWebKeyOperation.Encrypt, JsonWebKeyOperation.Decrypt },
                RotationPolicy = new RotationPolicyArgs
                {
                    // No version ends: the cluster goes on with the one that it was given until the next `pulumi up`
                    LifetimeActions =
                    {
                        new LifetimeActionArgs
                        {
                            Action = new ActionArgs { Type = KeyRotationPolicyActionType.Rotate },
                            Trigger = new TriggerArgs { TimeAfterCreate = "P1Y" },
                        },
                    },
                },
            },
        }, options);
    }
}
