using System.Globalization;
using System.Text.Json.Nodes;
using Platform.Review.Plans;
using Platform.Review.Preflight.Asking;
using Platform.Review.Rules;

namespace Platform.Review.Preflight.Checks;

/// <summary>Cores, by family of machines and in all, of virtual machines and of Machine Learning.</summary>
internal sealed class QuotaCheck : IPreflightCheck
{
    private const string Provider = "Microsoft.MachineLearningServices";

    public string Name => "quota";

    public async Task<IReadOnlyList<Obstacle>> FindAsync(PreflightContext context, CancellationToken cancellationToken)
    {
        var obstacles = new List<Obstacle>();
        foreach (var region in CoreDemand.Of(new PlanUnderReview(context.Plan)).GroupBy(demand => demand.Location))
            obstacles.AddRange(await InAsync(context, region.Key, [.. region], cancellationToken));
        return obstacles;
    }

    private async Task<IReadOnlyList<Obstacle>> InAsync(
        PreflightContext context, string region, IReadOnlyList<CoreDemand> demands, CancellationToken cancellationToken)
    {
        var obstacles = new List<Obstacle>();
        var sizes = new Dictionary<string, MachineSize>();
        foreach (var demand in demands.DistinctBy(demand => demand.Size))
        {
            if (await MachineSize.AskAsync(context, region, demand.Size, cancellationToken) is { IsOffered: true } size)
                sizes[demand.Size] = size;
            else
                obstacles.Add(new(
                    Name, Weight.Blocks, $"{demand.Path} has the size {demand.Size}, which {region} does not offer to the subscription",
                    "choose another clusterSystemNodeSize, clusterUserNodeSize, trainingNodeSize or endpointInstanceSize; those there are: "
                    + $"az vm list-skus --location {region} --resource-type virtualMachines --output table"));
        }

        var quotas = await QuotasAsync(context, region, demands.Any(demand => demand.IsMachineLearning), cancellationToken);
        foreach (var quota in Needs(demands, sizes, quotas.Machines))
            if (Short(quota.Key, [.. quota], quotas, region) is { } obstacle)
                obstacles.Add(obstacle);
        return obstacles;
    }

    private static async Task<(IReadOnlyList<Quota> Machines, IReadOnlyList<Quota> MachineLearning)> QuotasAsync(
        PreflightContext context, string region, bool hasMachineLearning, CancellationToken cancellationToken)
    {
        var subscription = context.Account.SubscriptionId;
        var machines = await context.Azure.AskAsync(
            ["vm", "list-usage", "--location", region, "--subscription", subscription], cancellationToken);
        var learning = hasMachineLearning
            ? await context.Azure.AskAsync(
                ["rest", "--method", "get", "--url",
                    $"/subscriptions/{subscription}/providers/{Provider}/locations/{region}/usages?api-version=2024-04-01"],
                cancellationToken)
            : null;
        return (Quota.In(machines), Quota.In(learning?["value"]));
    }

    // The family's quota, and the one of all families
    private static IEnumerable<IGrouping<(string Quota, bool IsMachineLearning), (CoreDemand Demand, int Cores)>> Needs(
        IReadOnlyList<CoreDemand> demands, Dictionary<string, MachineSize> sizes, IReadOnlyList<Quota> machines)
        => demands.Where(demand => sizes.ContainsKey(demand.Size))
            .SelectMany(demand => QuotaNames.Of(demand, sizes[demand.Size], machines).Select(name => (Name: name, demand)))
            .GroupBy(each => (each.Name, each.demand.IsMachineLearning), each => (each.demand, sizes[each.demand.Size].Cores));

    private Obstacle? Short(
        (string Name, bool IsMachineLearning) key, IReadOnlyList<(CoreDemand Demand, int Cores)> needs,
        (IReadOnlyList<Quota> Machines, IReadOnlyList<Quota> MachineLearning) quotas, string region)
    {
        var paths = string.Join(", ", needs.Select(need => need.Demand.Path).Distinct());
        var (first, most) = (needs.Sum(need => need.Demand.First * need.Cores), needs.Sum(need => need.Demand.Most * need.Cores));
        var mend = $"ask for more in the portal under Quotas ({(key.IsMachineLearning ? "Machine Learning" : "Compute")}, {region}, "
            + $"{key.Name}), or choose another size";
        if ((key.IsMachineLearning ? quotas.MachineLearning : quotas.Machines).FirstOrDefault(quota => quota.Is(key.Name)) is not { } quota)
            return new(Name, Weight.Unknown, $"{region} has no quota named '{key.Name}', which {paths} counts against", mend);
        return quota.Free >= most ? null
            : new(Name, quota.Free >= first ? Weight.Warning : Weight.Blocks,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{quota.Name} in {region} has {quota.Free} cores free of {quota.Limit}; ")
                    + string.Create(CultureInfo.InvariantCulture, $"{paths} wants {first} at once and {most} at most"),
                mend);
    }
}
