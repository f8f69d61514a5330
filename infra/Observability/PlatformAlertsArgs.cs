using Platform.Infra.Settings;

namespace Platform.Infra.Observability;

internal sealed record PlatformAlertsArgs(AlertScope Alerts, AlertSettings Settings, AlertTargets Targets);
