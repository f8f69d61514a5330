using Platform.Review.Plans;
using static Platform.Review.Rules.Pillar;
using static Platform.Review.Rules.Severity;

namespace Platform.Review.Rules.Catalogue;

/// <summary>Azure Kubernetes Service: node pools, inside the cluster and of their own.</summary>
internal static class NodePoolRules
{
    public static Rule[] All { get; } =
    [
        new InputRule("Azure.AKS.AutoScaling", Performance, Warning, "Node pools scale by themselves",
            "There are too few nodes at the peak, and too many at night")
            { Of = Parts.NodePools, Input = "enableAutoScaling", Expected = Expect.True, Where = IsScaleSet },
        new InputRule("Azure.AKS.PoolScaleSet", Performance, Warning, "Node pools are scale sets",
            "Availability sets neither scale nor spread over zones")
            { Of = Parts.NodePools, Input = "type", Expected = Expect.AbsentOrOneOf("VirtualMachineScaleSets") },
        new InputRule("Azure.AKS.NodeMinPods", Performance, Warning, "A node takes 50 pods or more",
            "Small limits leave paid nodes half empty, and cannot be changed later")
            { Of = Parts.NodePools, Input = "maxPods", Expected = Expect.AtLeast(50) },
        new InputRule("Azure.AKS.EphemeralOSDisk", Performance, Warning, "Nodes have ephemeral system disks",
            "Nodes start and read more slowly, and their disks cost extra")
            { Of = Parts.NodePools, Input = "osDiskType", Expected = Expect.OneOf("Ephemeral") },
        new InputRule("Azure.AKS.AvailabilityZone", Reliability, Warning, "Node pools spread over zones",
            "One building's outage is the cluster's")
        {
            Of = Parts.NodePools, Input = "availabilityZones", Expected = new("two zones or more", zones => zones.Items.Count() > 1),
            Where = IsScaleSet,
        },
        new PlanRule("Azure.AKS.MinNodeCount", Reliability, Warning, "A cluster has three system nodes or more",
            "During an upgrade the system pods have nowhere to go")
        {
            Violations = plan => plan.OfType("containerservice:ManagedCluster").SelectMany(cluster => TooFew(plan, InputValue.Of(cluster))),
        },
        // A pool that does not say what it is for is one for users
        new PlanRule("Azure.AKS.MinUserPoolNodes", Reliability, Warning, "A user pool has three nodes or more",
            "An upgrade or an outage takes the workload's spare nodes away")
        {
            Violations = plan => from pool in Parts.NodePools.SelectMany(part => part.In(plan))
                                 where !pool.At("mode").IsAnyOf("System", "Gateway") && !pool.At("scaleSetPriority").Is("Spot")
                                     && FewestNodes(pool) < 3
                                 select new Violation(Fewest(pool), "3 or more"),
        },
        new PlanRule("Azure.AKS.CNISubnetSize", Reliability, Warning, "Nodes whose pods have addresses of the subnet have a large one",
            "Scaling out stops when the addresses run out")
            { Violations = SmallSubnets },
    ];

    private static bool IsScaleSet(InputValue pool) => !pool.At("type").IsSet || pool.At("type").Is("VirtualMachineScaleSets");

    private static IEnumerable<Violation> TooFew(PlanUnderReview plan, InputValue cluster)
    {
        var pools = cluster.All("agentPoolProfiles[*]")
            .Concat(plan.ChildrenOf(cluster.Resource, "containerservice:AgentPool").Select(InputValue.Of))
            .Where(pool => pool.At("mode").Is("System")).ToArray();
        var nodes = pools.Sum(FewestNodes);
        if (nodes < 3)
            yield return new(
                pools is [var only] ? Fewest(only) : cluster.At("agentPoolProfiles"), "3 nodes or more in system pools", $"{nodes}");
    }

    private static decimal FewestNodes(InputValue pool) => Fewest(pool).Number ?? 0;

    private static InputValue Fewest(InputValue pool) => pool.At(pool.At("minCount").Number > 0 ? "minCount" : "count");

    private static IEnumerable<Violation> SmallSubnets(PlanUnderReview plan)
        => from cluster in plan.OfType("containerservice:ManagedCluster").Select(InputValue.Of)
           where cluster.At("networkProfile.networkPlugin").Is("azure") && !cluster.At("networkProfile.networkPluginMode").Is("overlay")
           from subnet in cluster.All("agentPoolProfiles[*].vnetSubnetID")
           let prefix = Subnets.WithId(plan, subnet.Text)?.At("addressPrefix")
           where prefix is { IsSet: true } && int.Parse(prefix.Text.Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture) > 23
           select new Violation(subnet, "a subnet of /23 or larger", prefix.Quoted);
}
