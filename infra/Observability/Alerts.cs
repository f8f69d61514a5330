using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi;

namespace Platform.Infra.Observability;

/// <summary>
/// What wakes somebody up: each alert reaches the action group and resolves by itself.
/// </summary>
internal sealed class Alerts : PlatformComponent
{
    public Alerts(string name, AlertsArgs args, ComponentResourceOptions? options = null) : base("Alerts", name, args.Scope, options)
    {
        var (_, settings, monitoring, targets) = args;
        var alerts = new AlertScope(Scope, monitoring);
        _ = new PlatformAlerts("metrics", new(alerts, settings, targets), Inside);
        _ = new HealthAlerts("health", new(alerts), Inside);
        _ = new BurnRateAlerts("burn-rate", new(alerts, settings.Models), Inside);
        PrometheusAlerts.Declare(alerts, targets, "servers", ServerAlerts.All(settings.Models));
        PrometheusAlerts.Declare(alerts, targets, "pods", PodAlerts.All(settings.Cluster, settings.Billing is not null));
        if (settings.Billing is { } billing)
            PrometheusAlerts.Declare(alerts, targets, "billing", BillingAlerts.All(billing));
        PrometheusAlerts.Declare(alerts, targets, "endings", EndingAlerts.All(targets));
        if (targets.HealthUrl is { } url && settings.Gateway.TestLocations.Count > 0)
            _ = new AvailabilityTest("availability", new(alerts, settings.Gateway, url), Inside);
        RegisterOutputs();
    }
}
