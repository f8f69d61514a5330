using Platform.Infra.Components;
using Platform.Infra.Settings;

namespace Platform.Infra.Identity;

/// <param name="Deployer">Whom Entra lets change the application besides its administrators: the deploy job, where there is one.</param>
internal sealed record ApiApplicationArgs(PlatformScope Scope, IReadOnlyList<TierSettings> Tiers, DeployIdentity? Deployer);
