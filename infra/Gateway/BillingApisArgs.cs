using Platform.Infra.Secrets;
using Platform.Infra.Settings;

namespace Platform.Infra.Gateway;

/// <summary>What the ways into billing are made of.</summary>
internal sealed record BillingApisArgs(
    GatewayScope Gateway, GatewaySettings Settings, BillingRoutes Routes, PrivateCertificates Certificates);
