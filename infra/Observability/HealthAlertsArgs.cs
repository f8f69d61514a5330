namespace Platform.Infra.Observability;

internal sealed record HealthAlertsArgs(AlertScope Alerts);
