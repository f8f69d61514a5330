using System.Globalization;
using Platform.Review.Plans;
using Platform.Review.Rules;

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

    /// <summary>The pool is kept, and paid for, whether it builds or not.</summary>
    public static IEnumerable<Charge> AgentPool(PlannedResource resource, CostContext context)
    {
        var inputs = InputValue.Of(resource);
        var (agents, processors) = (inputs.At("count").Number ?? 1, Processors(inputs.At("tier").Text));
        var basis = string.Create(CultureInfo.InvariantCulture, $"{agents} × {processors} processors, always on");
        return [Build(agents * processors * Units.HoursAMonth * 3600, context.RegionOf(resource), basis)];
    }

    /// <summary>A template costs nothing, but for the run of a build that there may be in it.</summary>
    public static IEnumerable<Charge> Builds(PlannedResource resource, CostContext context)
        => from run in InputValue.Of(resource).All("properties.template.resources[*]")
           where run.At("type").Is("Microsoft.ContainerRegistry/registries/taskRuns")
               && !run.At("properties.runRequest.agentPoolName").IsSet
           select Build(context.Usage.Builds * 60 * ProcessorsOfABuild, context.RegionOf(resource), "two processors a build");

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
