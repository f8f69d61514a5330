using Platform.Infra.Components;
using Pulumi.AzureNative.KeyVault;
using Pulumi.AzureNative.ManagedIdentity;

namespace Platform.Infra.Cluster;

/// <param name="Vault">Whose key it is.</param>
/// <param name="ControlPlane">Who encrypts.</param>
/// <param name="IsPrivate">Whether the vault is closed.</param>
internal sealed record KeyEncryptionArgs(ConcernScope Scope, Vault Vault, UserAssignedIdentity ControlPlane, bool IsPrivate);
