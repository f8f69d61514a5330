namespace Platform.Infra.Settings;

/// <summary>
/// The API Management tiers that are injected into a virtual network, and so reach a private workload and can trust its private authority.
/// https://learn.microsoft.com/azure/api-management/api-management-features
/// </summary>
internal enum GatewaySku
{
    Developer,
    Premium,
}
