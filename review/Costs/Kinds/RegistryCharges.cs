using System.Globalization;
using Platform.Review.Plans;

namespace Platform.Review.Costs.Kinds;

/// <summary>https://azure.microsoft.com/pricing/details/container-registry/.</summary>
internal static class RegistryCharges
{
    private const string Service = "Container Registry";

    // Without an agent pool: https://learn.microsoft.com/azure/container-registry/container-registry-tasks-overview
    private const int ProcessorsOfABuild = 2;

    public static IEnumerable<Charge> Registry(PlannedResource resource, CostContext context)
    {
        var (sku, region) = (InputValue.Of(resource).At("sku.name").Text, context.RegionOf(resource));
        return
        [
            new(Service, sku, "Registry", Units.Day, Units.DaysAMonth, region),
            new(Service, sku, "Images", Units.GigabyteMonth, context.Usage.Images, region),
        ];
    }

    public static IEnumerable<Charge> Replication(PlannedResource resource, CostContext context)
        => [new(Service, "Premium", "Replica", Units.Day, Units.DaysAMonth, context.RegionOf(resource))];

    /// <summary>Agents are paid for while they are there, whether they build or not.</summary>
    public static IEnumerable<Charge> AgentPool(PlannedResource resource, CostContext context)
    {
        var inputs = InputValue.Of(resource);
        var (agents, processors) = (inputs.At("count").Number ?? 1, Processors(inputs.At("tier").Text));
        var basis = string.Create(CultureInfo.InvariantCulture, $"{agents} × {processors} processors, always on");
        return [Build(agents * processors * Units.HoursAMonth * 3600, context.RegionOf(resource), basis)];
    }

    /// <summary>
    /// A template costs nothing, but for the run of a build that there may be in it. Agents that are always there are paid for with their
    /// pool; those that the template itself brings, with the run.
    /// </summary>
    public static IEnumerable<Charge> Builds(PlannedResource resource, CostContext context)
    {
        var parts = InputValue.Of(resource).All("properties.template.resources[*]").ToList();
        var processors = parts.Where(part => part.At("type").Is("Microsoft.ContainerRegistry/registries/agentPools"))
            .Sum(pool => (pool.At("properties.count").Number ?? 1) * Processors(pool.At("properties.tier").Text));
        return from run in parts
               where run.At("type").Is("Microsoft.ContainerRegistry/registries/taskRuns")
               let own = run.At("properties.runRequest.agentPoolName").IsSet
               let count = own ? processors : ProcessorsOfABuild
               where count > 0
               select Build(
                   context.Usage.Builds * 60 * count, context.RegionOf(resource),
                   string.Create(CultureInfo.InvariantCulture, $"{count} processors {(own ? "of agents while they build" : "a build")}"));
    }

    private static Charge Build(decimal seconds, string region, string basis)
        => new(Service, "", "Processor of a build", Units.Second, seconds, region, basis);

    // https://learn.microsoft.com/azure/container-registry/tasks-agent-pools
    private static int Processors(string tier) => tier.ToUpperInvariant() switch
    {
        "S1" => 2,
        "S2" => 4,
        "S3" => 8,
        "I6" => 64,
        _ => 2,
    };
}
