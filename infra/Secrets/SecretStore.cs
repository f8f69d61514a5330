using Platform.Infra.Components;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.KeyVault;

namespace Platform.Infra.Secrets;

/// <summary>
/// The platform's vault, which nothing of the stack may read but the one secret that it needs: what is in it signs the workload's
/// certificates. Machine Learning, which wants to administer its vault, has another.
/// </summary>
internal sealed class SecretStore : PlatformComponent
{
    public SecretStore(string name, SecretStoreArgs args, ComponentResourceOptions? options = null)
        : base("Secrets", name, args.Scope, options)
    {
        var (_, settings, network, monitoring) = args;
        Vault = ClosedVault.Declare(Scope, ("vault", Scope.Names.Vault), settings, network, monitoring);
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["vaultId"] = Vault.Id,
        });
    }

    public Vault Vault { get; }
}
