using Platform.Infra.Components;
using Platform.Infra.Identity;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;

namespace Platform.Infra.Registry;

/// <summary>What the registry is given of the rest of the platform.</summary>
/// <param name="Billing">The image of billing that was built elsewhere; empty where the registry builds it, null where there is
/// none.</param>
/// <param name="Runner">The image of the runner, likewise.</param>
internal sealed record ImageRegistryArgs(
    PlatformScope Scope, RegistrySettings Settings, PlatformNetwork Network, Identities Identities, Monitoring Monitoring,
    string? Billing, string? Runner);
