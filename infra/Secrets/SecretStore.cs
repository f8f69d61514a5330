using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;
using Pulumi.AzureNative.KeyVault;

namespace Platform.Infra.Secrets;

/// <summary>
/// The platform's vault, which nothing of the stack may read but the one secret that it needs: what is in it signs the workload's
/// certificates. Machine Learning, which wants to administer its vault, has another.
/// </summary>
internal sealed class SecretStore : PlatformComponent
{
    public SecretStore(PlatformScope scope, SecretsSettings settings, PlatformNetwork network, Monitoring monitoring)
        : base("Secrets", scope)
    {
        Vault = ClosedVault.Declare(Scope, ("vault", scope.Names.Vault), settings, network, monitoring);
        RegisterOutputs();
    }

    public Vault Vault { get; }
}
