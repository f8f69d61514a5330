using System.Globalization;
using Platform.Review.Plans;

namespace Platform.Review.Costs.Kinds;

/// <summary>Nodes of a cluster: machines and their disks.</summary>
internal static class NodePools
{
    public static IEnumerable<Charge> Charges(InputValue pool, string region, CostContext context)
    {
        var (nodes, basis) = Nodes(pool, context);
        var meter = pool.At("scaleSetPriority").Is("Spot") ? Machines.Spot : Machines.Compute;
        var hours = RunningHours.Of(context);
        yield return Machines.Charge(
            pool.At("vmSize").Text, meter, nodes * hours, region,
            hours == Units.HoursAMonth ? basis : string.Create(CultureInfo.InvariantCulture, $"{basis}, {hours:0} hours a month"));
        if (!pool.At("osDiskType").Is("Ephemeral"))
            yield return Disks.Charge((int)(pool.At("osDiskSizeGB").Number ?? 128), region) with { Quantity = nodes, Basis = basis };
    }

    /// <summary>As many as there are on average.</summary>
    private static (decimal Nodes, string Basis) Nodes(InputValue pool, CostContext context)
    {
        if (pool.At("enableAutoScaling").IsTrue)
            return context.Average(pool.At("minCount").Number ?? 0, pool.At("maxCount").Number ?? 0, "nodes");
        var count = pool.At("count").Number ?? 1;
        return (count, string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "node" : "nodes")}"));
    }
}
