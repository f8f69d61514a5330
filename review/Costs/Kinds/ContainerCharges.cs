using System.Globalization;
using Platform.Review.Plans;

namespace Platform.Review.Costs.Kinds;

/// <summary>Container Apps: https://azure.microsoft.com/pricing/details/container-apps/.</summary>
internal static class ContainerCharges
{
    private const string Service = "Azure Container Apps";
    private const int SecondsAnHour = 3600;

    /// <summary>
    /// In a network of one's own, the load balancer and the address of its way out:
    /// https://learn.microsoft.com/azure/container-apps/custom-virtual-networks#managed-resources.
    /// </summary>
    public static IEnumerable<Charge> Environment(PlannedResource resource, CostContext context)
    {
        var region = context.RegionOf(resource);
        return InputValue.Of(resource).At("vnetConfiguration.infrastructureSubnetId").IsSet
            ? [.. NetworkCharges.LoadBalancer(region, context), NetworkCharges.Address(region)]
            : [];
    }

    public static IEnumerable<Charge> Job(PlannedResource resource, CostContext context)
    {
        var (seconds, region) = (context.Usage.Jobs * SecondsAnHour, context.RegionOf(resource));
        foreach (var container in InputValue.Of(resource).All("template.containers[*]"))
        {
            var (processors, gibibytes) = (container.At("resources.cpu").Number ?? 0, Gibibytes(container.At("resources.memory").Text));
            yield return new(
                Service, "Consumption", "Processor", Units.Second, seconds * processors, region, $"{processors} processors while it works");
            yield return new(
                Service, "Consumption", "GiB of memory", Units.Second, seconds * gibibytes, region, $"{gibibytes} GiB while it works");
        }
    }

    private static decimal Gibibytes(string text)
        => text.EndsWith("Gi", StringComparison.Ordinal)
        && decimal.TryParse(text[..^2], NumberStyles.Number, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
