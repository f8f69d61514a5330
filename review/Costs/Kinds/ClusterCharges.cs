using Platform.Review.Plans;

namespace Platform.Review.Costs.Kinds;

/// <summary>AKS: https://azure.microsoft.com/pricing/details/kubernetes-service/.</summary>
internal static class ClusterCharges
{
    public static IEnumerable<Charge> Cluster(PlannedResource resource, CostContext context)
    {
        var (inputs, region) = (InputValue.Of(resource), context.RegionOf(resource));
        var tier = inputs.At("sku.tier");
        if (tier.IsSet && !tier.Is("Free"))
            yield return new("Azure Kubernetes Service", tier.Text, "Cluster", Units.Hour, Units.HoursAMonth, region);
        foreach (var charge in inputs.At("agentPoolProfiles").Items.SelectMany(pool => NodePools.Charges(pool, region, context)))
            yield return charge;

        // The way out that AKS makes itself; otherwise it is in the plan: https://learn.microsoft.com/azure/aks/egress-outboundtype
        var way = inputs.At("networkProfile.outboundType");
        if (!way.IsSet || way.Is("loadBalancer"))
        {
            foreach (var charge in NetworkCharges.LoadBalancer(region, context))
                yield return charge;
            yield return NetworkCharges.Address(region);
        }
    }

    public static IEnumerable<Charge> NodePool(PlannedResource resource, CostContext context)
        => NodePools.Charges(InputValue.Of(resource), context.RegionOf(resource), context);

    /// <summary>A service that has a load balancer made for it.</summary>
    public static IEnumerable<Charge> Service(PlannedResource resource, CostContext context)
        => InputValue.Of(resource).At("spec.type").Is("LoadBalancer")
            ? NetworkCharges.LoadBalancer(context.RegionOf(resource), context)
            : [];

    /// <summary>A volume, on a premium disk, as the class <c>managed-csi-premium</c> and AKS's default one have it.</summary>
    public static IEnumerable<Charge> Volume(PlannedResource resource, CostContext context)
    {
        var size = InputValue.Of(resource).At("spec.resources.requests.storage").Text;
        var gibibytes = size.EndsWith("Gi", StringComparison.Ordinal) && int.TryParse(size[..^2], out var given) ? given : 0;
        return [Disks.Charge(gibibytes, context.RegionOf(resource))];
    }
}
