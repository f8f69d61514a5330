using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi;

namespace Platform.Infra.Identity;

/// <param name="DeployerId">
/// Object id of whom Entra lets change the application besides its administrators: the deploy job, where there is one.
/// </param>
internal sealed record ApiApplicationArgs(PlatformScope Scope, IReadOnlyList<TierSettings> Tiers, Output<string>? DeployerId);
