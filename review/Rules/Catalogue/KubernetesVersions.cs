using Platform.Review.Plans;

namespace Platform.Review.Rules.Catalogue;

/// <summary>What the rules know of Kubernetes versions.</summary>
internal static class KubernetesVersions
{
    private const string Upgrade = "autoUpgradeProfile.upgradeChannel";
    private static readonly Version _oldest = new(1, 33, 7);

    public static IEnumerable<Violation> Outdated(PlanUnderReview plan)
    {
        var clusters = plan.OfType("containerservice:ManagedCluster").Select(InputValue.Of)
            .Where(cluster => !cluster.At(Upgrade).IsAnyOf("rapid", "stable"))
            .Select(cluster => cluster.At("kubernetesVersion")).Where(version => !IsCurrent(version));
        var pools = PoolVersions(plan).Where(version => version.IsSet && !IsCurrent(version));
        return clusters.Concat(pools).Select(version => new Violation(version, $"{_oldest} or newer, or the upgrade channel 'stable'"));
    }

    public static IEnumerable<Violation> Skewed(PlanUnderReview plan)
        => from cluster in plan.OfType("containerservice:ManagedCluster").Select(InputValue.Of)
           let version = cluster.At("kubernetesVersion")
           from pool in cluster.All("agentPoolProfiles[*].orchestratorVersion").Concat(
               plan.ChildrenOf(cluster.Resource, "containerservice:AgentPool")
                   .Select(pool => InputValue.Of(pool).At("orchestratorVersion")))
           where pool.IsSet && version.IsSet && !pool.Is(version.Text)
           select new Violation(pool, version.Quoted);

    private static IEnumerable<InputValue> PoolVersions(PlanUnderReview plan)
        => Parts.NodePools.SelectMany(pools => pools.In(plan)).Select(pool => pool.At("orchestratorVersion"));

    private static bool IsCurrent(InputValue version) => Version.TryParse(version.Text, out var given) && given >= _oldest;
}
