using Platform.Infra.Settings;
using Pulumi;

namespace Platform.Infra.Observability;

/// <param name="Url">What is called.</param>
internal sealed record AvailabilityTestArgs(AlertScope Alerts, GatewayAlertSettings Settings, Output<string> Url);
