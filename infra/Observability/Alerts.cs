using Platform.Infra.Settings;

namespace Platform.Infra.Observability;

/// <summary>
/// What wakes somebody up: each alert reaches the action group and resolves by itself.
/// </summary>
internal sealed class Alerts : PlatformComponent
{
    public Alerts(PlatformScope scope, AlertSettings settings, Monitoring monitoring, AlertTargets targets) : base("Alerts", scope)
    {
        foreach (var alert in PlatformAlerts.All(settings, targets))
            MetricAlerts.Declare(scope, monitoring, alert, Child());
        HealthAlerts.Declare(scope, monitoring, targets, Child());
        BurnRateAlerts.Declare(scope, settings.Models, monitoring, Child());
        PrometheusAlerts.Declare(scope, monitoring, targets, "servers", ServerAlerts.All(settings.Models), Child());
        PrometheusAlerts.Declare(scope, monitoring, targets, "pods", PodAlerts.All(settings.Cluster, settings.Billing is not null), Child());
        if (settings.Billing is { } billing)
            PrometheusAlerts.Declare(scope, monitoring, targets, "billing", BillingAlerts.All(billing), Child());
        PrometheusAlerts.Declare(scope, monitoring, targets, "endings", EndingAlerts.All(targets), Child());
        if (targets.HealthUrl is { } url && settings.Gateway.TestLocations.Count > 0)
            new AvailabilityTest(scope, settings.Gateway, monitoring).Declare(url, Child());
        RegisterOutputs();
    }
}
