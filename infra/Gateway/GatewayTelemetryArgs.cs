using Platform.Infra.Identity;
using Platform.Infra.Observability;

namespace Platform.Infra.Gateway;

/// <summary>What the gateway's telemetry is made of.</summary>
/// <param name="SamplingPercent">How many of the requests are kept.</param>
internal sealed record GatewayTelemetryArgs(GatewayScope Gateway, int SamplingPercent, Identities Identities, Monitoring Monitoring);
