using Platform.Review.Plans;
using Platform.Review.Rules;

namespace Platform.Review.Preflight.Checks;

/// <summary>Machines that a plan asks for.</summary>
/// <param name="Path">Of the resource.</param>
/// <param name="Location">Azure's region.</param>
/// <param name="First">How many there are when the resource is made, with what Azure reserves.</param>
/// <param name="Most">How many there may be later.</param>
/// <param name="IsMachineLearning">Whether Machine Learning's own quota counts, rather than that of virtual machines.</param>
/// <param name="IsSpot">Whether the quota of spot and low-priority cores counts.</param>
internal sealed record CoreDemand(string Path, string Location, string Size, int First, int Most, bool IsMachineLearning, bool IsSpot)
{
    // For upgrades: https://learn.microsoft.com/azure/machine-learning/how-to-manage-quotas#virtual-machine-quota-allocation-for-deployment
    private const decimal Reserve = 1.2m;

    public static IEnumerable<CoreDemand> Of(PlanUnderReview plan) => [.. Pools(plan), .. Clusters(plan), .. Deployments(plan)];

    private static IEnumerable<CoreDemand> Pools(PlanUnderReview plan)
        => from pool in Parts.NodePools.SelectMany(part => part.In(plan))
           let resource = InputValue.Of(pool.Resource)
           let first = Number(pool.At("count"))
           select new CoreDemand(
               pool.Resource.Path, LocationOf(plan, resource), pool.At("vmSize").Text, first,
               Math.Max(first, Number(pool.At("maxCount"))), false, pool.At("scaleSetPriority").Is("Spot"));

    private static IEnumerable<CoreDemand> Clusters(PlanUnderReview plan)
        => from compute in plan.OfType("machinelearningservices:Compute").Select(InputValue.Of)
           where compute.At("properties.computeType").Is("AmlCompute")
           let cluster = compute.At("properties.properties")
           select new CoreDemand(
               compute.Resource.Path, LocationOf(plan, compute), cluster.At("vmSize").Text,
               Number(cluster.At("scaleSettings.minNodeCount")), Number(cluster.At("scaleSettings.maxNodeCount")), true,
               cluster.At("vmPriority").Is("LowPriority"));

    private static IEnumerable<CoreDemand> Deployments(PlanUnderReview plan)
        => from deployment in plan.OfType("machinelearningservices:OnlineDeployment").Select(InputValue.Of)
           // An input of either name
           let size = deployment.Members.Select(member => member.At("instanceType")).FirstOrDefault(each => each.IsSet)
           where size is not null
           let first = Math.Max(1, Number(deployment.At("sku.capacity")))
           let most = plan.OfType("monitor:AutoscaleSetting").Select(InputValue.Of)
               .Where(setting => InGroup(setting.At("targetResourceUri").Text) == InGroup(plan.IdOf(deployment.Resource)))
               .SelectMany(setting => setting.All("profiles[*].capacity.maximum")).Select(Number).DefaultIfEmpty(first).Max()
           select new CoreDemand(
               deployment.Resource.Path, LocationOf(plan, deployment), size.Text, Reserved(first), Reserved(Math.Max(first, most)), true,
               false);

    // Ids differ in the subscription, which the plan's own are not of
    private static string InGroup(string id) => id.Split("/resourceGroups/")[^1];

    private static int Reserved(int instances) => (int)Math.Ceiling(instances * Reserve);

    // A node pool is where its cluster is, and says nothing of it
    private static string LocationOf(PlanUnderReview plan, InputValue resource)
        => resource.At("location") is { IsSet: true } own
            ? own.Text
            : plan.OfType("resources:ResourceGroup").Select(group => InputValue.Of(group).At("location").Text).FirstOrDefault("");

    private static int Number(InputValue value) => (int)(value.Number ?? 0);
}
