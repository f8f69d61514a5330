using Platform.Infra.Components;
using Platform.Infra.Observability;

namespace Platform.Infra.Identity;

/// <param name="HasBilling">Whether anything is billed.</param>
internal sealed record IdentitiesArgs(PlatformScope Scope, Monitoring Monitoring, bool HasBilling);
