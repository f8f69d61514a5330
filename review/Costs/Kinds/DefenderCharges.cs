using Platform.Review.Plans;

namespace Platform.Review.Costs.Kinds;

/// <summary>
/// Plans of Defender for Cloud, which are of the whole subscription: https://azure.microsoft.com/pricing/details/defender-for-cloud/.
/// </summary>
internal static class DefenderCharges
{
    /// <summary>Counted over what is in the plan; containers by the processors of the cluster's nodes, posture by what it counts.</summary>
    public static IEnumerable<Charge> Plan(PlannedResource resource, CostContext context)
    {
        var inputs = InputValue.Of(resource);
        var name = inputs.At("pricingName").Text;
        if (!inputs.At("pricingTier").Is("Standard"))
            return [];
        return [new("Defender for Cloud", name, "Plan", Units.Month, Covered(name, context), context.RegionOf(resource))];
    }

    private static decimal Covered(string plan, CostContext context) => plan switch
    {
        "Containers" => Machines(context).Sum(each => each.Count * (context.Prices.SizeOf(each.Size)?.Vcpus ?? 0)),
        "KeyVaults" => context.OfType("azure-native:keyvault:Vault").Count(),
        "StorageAccounts" => Accounts(context),
        // Of a cluster its nodes, of the rest what holds data:
        // https://learn.microsoft.com/azure/defender-for-cloud/concept-cloud-security-posture-management#plan-pricing
        "CloudPosture" => Machines(context).Sum(each => each.Count) + Accounts(context)
            + context.OfType("azure-native:dbforpostgresql:Server").Count(),
        _ => 1,
    };

    private static int Accounts(CostContext context) => context.OfType("azure-native:storage:StorageAccount").Count();

    // On average
    private static IEnumerable<(string Size, decimal Count)> Machines(CostContext context)
    {
        var clusters = context.OfType("azure-native:containerservice:ManagedCluster")
            .SelectMany(cluster => ClusterCharges.Cluster(cluster, context));
        var pools = context.OfType("azure-native:containerservice:AgentPool").SelectMany(pool => ClusterCharges.NodePool(pool, context));
        return clusters.Concat(pools).Where(charge => charge.Service == "Virtual Machines")
            .Select(charge => (charge.Sku, charge.Quantity / Units.HoursAMonth));
    }
}
