using Platform.Infra.Settings;

namespace Platform.Infra.Observability;

internal sealed record BurnRateAlertsArgs(AlertScope Alerts, ModelAlertSettings Settings);
