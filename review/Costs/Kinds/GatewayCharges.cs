using System.Globalization;
using Platform.Review.Costs.BreakEven;
using Platform.Review.Plans;

namespace Platform.Review.Costs.Kinds;

/// <summary>https://azure.microsoft.com/pricing/details/api-management/.</summary>
internal static class GatewayCharges
{
    private const string Management = "API Management";

    public static IEnumerable<Charge> Service(PlannedResource resource, CostContext context)
    {
        var (inputs, region) = (InputValue.Of(resource), context.RegionOf(resource));
        var sku = inputs.At("sku.name").Text;
        foreach (var charge in Units(sku, inputs.At("sku.capacity").Number ?? 1, region))
            yield return charge;
        foreach (var place in inputs.At("additionalLocations").Items)
        {
            foreach (var charge in Units(sku, place.At("sku.capacity").Number ?? 1, CostContext.LocationIn(place)))
                yield return charge;
        }

        if (IsByCall(sku))
        {
            yield return new(Management, sku, "Calls", Costs.Units.MillionCalls, ExpectedCalls(context) / 1_000_000, region,
                "the expected calls of all subscriptions");
        }

        // What callers are sent leaves Azure here: https://azure.microsoft.com/pricing/details/bandwidth/
        yield return new("Bandwidth", "", "Out to the internet", Costs.Units.Gigabyte, context.Usage.DataOut, region);
    }

    // The first unit of the new tiers costs more than those that follow
    private static IEnumerable<Charge> Units(string sku, decimal units, string region)
    {
        const string First = "Gateway unit";
        if (sku == "Consumption")
            return [];
        return !sku.EndsWith("V2", StringComparison.OrdinalIgnoreCase)
            ? [Unit(First, units)]
            : [Unit(First, Math.Min(1, units)), Unit("Further gateway unit", Math.Max(0, units - 1))];

        Charge Unit(string meter, decimal count) => new(
            Management, sku, meter, Costs.Units.Hour, count * Costs.Units.HoursAMonth, region,
            string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "unit" : "units")}"));
    }

    private static bool IsByCall(string sku) => sku is "Consumption" or "BasicV2" or "StandardV2";

    private static decimal ExpectedCalls(CostContext context) => TierPrice.Of(context.Plan)
        .Sum(tier => context.Usage.SubscriptionsOf(tier.Name) * context.Usage.CallsOf(tier.Name, tier.CallsPerMonth));
}
