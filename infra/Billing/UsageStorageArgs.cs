using Platform.Infra.Components;
using Platform.Infra.Identity;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Settings;

namespace Platform.Infra.Billing;

internal sealed record UsageStorageArgs(
    PlatformScope Scope, PlatformSettings Settings, PlatformNetwork Network, Identities Identities, Monitoring Monitoring);
