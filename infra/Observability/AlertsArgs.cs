using Platform.Infra.Components;
using Platform.Infra.Settings;

namespace Platform.Infra.Observability;

internal sealed record AlertsArgs(PlatformScope Scope, AlertSettings Settings, Monitoring Monitoring, AlertTargets Targets);
