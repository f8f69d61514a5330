namespace Platform.Infra.Settings;

/// <summary>What a SKU of API Management can: https://learn.microsoft.com/azure/api-management/api-management-features</summary>
/// <param name="MaxUnits">https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits#azure-api-management-limits</param>
/// <param name="ReachesNetwork">Whether it can call what has a private address only.</param>
/// <param name="HasZones">Whether it is spread over zones that are named:
/// https://learn.microsoft.com/azure/reliability/reliability-api-management</param>
/// <param name="IsClassic">
/// Of the older platform: injected into a subnet, with an address of its own; trusts
/// authorities that the service is given; takes a quota by key.
/// The newer one calls out through a subnet that is delegated to it, trusts what a backend names, and counts a quota by subscription alone.
/// https://learn.microsoft.com/azure/api-management/v2-service-tiers-overview
/// </param>
internal sealed record GatewayCapabilities(int MaxUnits, bool ReachesNetwork, bool HasZones, bool IsClassic)
{
    public static GatewayCapabilities Of(GatewaySku sku) => sku switch
    {
        GatewaySku.Developer => new(1, ReachesNetwork: true, HasZones: false, IsClassic: true),
        GatewaySku.BasicV2 => new(10, ReachesNetwork: false, HasZones: false, IsClassic: false),
        GatewaySku.StandardV2 => new(10, ReachesNetwork: true, HasZones: false, IsClassic: false),
        _ => new(31, ReachesNetwork: true, HasZones: true, IsClassic: true),
    };
}
