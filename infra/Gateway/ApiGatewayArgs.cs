using Platform.Infra.Components;
using Platform.Infra.Identity;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Platform.Infra.Secrets;
using Platform.Infra.Settings;
using Platform.Infra.Workload;
using Pulumi;

namespace Platform.Infra.Gateway;

/// <summary>What the gateway is given of the rest of the platform.</summary>
/// <param name="Workload">Where the inference servers answer.</param>
/// <param name="OpenApi">The server's own description of its API.</param>
/// <param name="ApiClientId">The API in Entra: the audience of callers' tokens.</param>
/// <param name="Billing">Where billing answers; null where there is none.</param>
internal sealed record ApiGatewayArgs(
    PlatformScope Scope, GatewaySettings Settings, PlatformNetwork Network, Identities Identities, PrivateCertificates Certificates,
    Monitoring Monitoring, WorkloadEndpoints Workload, OpenApiDocument OpenApi, Output<string> ApiClientId, BillingRoutes? Billing);
