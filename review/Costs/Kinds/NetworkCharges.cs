using Platform.Review.Costs.Prices;
using Platform.Review.Plans;

namespace Platform.Review.Costs.Kinds;

/// <summary>What a network is made of.</summary>
internal static class NetworkCharges
{
    private const string Standard = "Standard";
    private const string Zone = "azure-native:privatedns:PrivateZone";

    /// <summary>https://azure.microsoft.com/pricing/details/ip-addresses/.</summary>
    public static IEnumerable<Charge> PublicAddress(PlannedResource resource, CostContext context)
    {
        var sku = InputValue.Of(resource).At("sku.name");
        return [Address(context.RegionOf(resource)) with { Sku = sku.IsSet ? Listed(sku) : "Basic" }];
    }

    // StandardV2 costs what Standard does: https://learn.microsoft.com/azure/nat-gateway/nat-sku
    private static string Listed(InputValue sku) => sku.Is("StandardV2") ? Standard : sku.Text;

    public static Charge Address(string region)
        => new("Public IP Addresses", Standard, "Address", Units.Hour, Units.HoursAMonth, region);

    /// <summary>With its first five rules, charged together: https://azure.microsoft.com/pricing/details/load-balancer/.</summary>
    public static IEnumerable<Charge> LoadBalancer(string region, CostContext context)
    => [
        new("Load Balancer", Standard, "Rules", Units.Hour, Units.HoursAMonth, region, "up to five rules"),
        new("Load Balancer", Standard, "Data", Units.Gigabyte, context.Usage.PrivateData, region),
    ];

    /// <summary>https://azure.microsoft.com/pricing/details/azure-nat-gateway/.</summary>
    public static IEnumerable<Charge> NatGateway(PlannedResource resource, CostContext context)
    {
        var (sku, region) = (InputValue.Of(resource).At("sku.name"), context.RegionOf(resource));
        var name = sku.IsSet ? Listed(sku) : Standard;
        return
        [
            new("NAT Gateway", name, "Gateway", Units.Hour, Units.HoursAMonth, region),
            new("NAT Gateway", name, "Data", Units.Gigabyte, context.Usage.Outbound, region),
        ];
    }

    /// <summary>https://azure.microsoft.com/pricing/details/network-watcher/.</summary>
    public static IEnumerable<Charge> FlowLog(PlannedResource resource, CostContext context)
    {
        var (flows, region) = (context.Usage.Flows, context.RegionOf(resource));
        yield return new("Network Watcher", "", "Flow logs", Units.Gigabyte, flows, region);
        if (InputValue.Of(resource).At("flowAnalyticsConfiguration.networkWatcherFlowAnalyticsConfiguration.enabled").IsTrue)
            yield return new("Network Watcher", "", "Traffic analytics", Units.Gigabyte, flows, region);
    }

    public static IEnumerable<Charge> Firewall(PlannedResource resource, CostContext context)
        => Firewall(InputValue.Of(resource).At("sku.tier"), context.RegionOf(resource), context);

    /// <summary>https://azure.microsoft.com/pricing/details/azure-firewall/.</summary>
    public static IEnumerable<Charge> Firewall(InputValue tier, string region, CostContext context)
    {
        var name = tier.IsSet ? tier.Text : Standard;
        return
        [
            new("Azure Firewall", name, "Deployment", Units.Hour, Units.HoursAMonth, region),
            new("Azure Firewall", name, "Data", Units.Gigabyte, context.Usage.Outbound, region),
        ];
    }

    public static IEnumerable<Charge> PrivateEndpoint(PlannedResource resource, CostContext context)
        => PrivateEndpoints(1, "", context.RegionOf(resource), context);

    /// <summary>The same everywhere: https://azure.microsoft.com/pricing/details/private-link/.</summary>
    public static IEnumerable<Charge> PrivateEndpoints(int count, string basis, string region, CostContext context)
    => [
        new("Private Link", "", "Endpoint", Units.Hour, count * Units.HoursAMonth, region, basis),
        new("Private Link", "", "Data", Units.Gigabyte, count * context.Usage.PrivateData, region),
    ];

    /// <summary>The same everywhere: https://azure.microsoft.com/pricing/details/dns/.</summary>
    public static IEnumerable<Charge> PublicZone(PlannedResource resource, CostContext context)
        => [
            new("Azure DNS", "Public", "Zone", Units.Month, 1, Price.Everywhere),
            new(
                "Azure DNS", "Public", "Queries", Units.MillionQueries, context.Usage.DnsQueries, Price.Everywhere,
                "as many as of all private zones"),
        ];

    /// <summary>The same everywhere, by the same page.</summary>
    public static IEnumerable<Charge> PrivateZone(PlannedResource resource, CostContext context)
        => [
            new("Azure DNS", "Private", "Zone", Units.Month, 1, Price.Everywhere),
            new("Azure DNS", "Private", "Queries", Units.MillionQueries, context.Usage.DnsQueries / context.OfType(Zone).Count(),
                Price.Everywhere, "a share of the queries of all zones"),
        ];
}
