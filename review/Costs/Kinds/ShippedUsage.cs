using System.Globalization;
using Platform.Review.Plans;

namespace Platform.Review.Costs.Kinds;

/// <summary>
/// What servers write when they bring their usage: each of them a block as often as it ships, while there is something to bring.
/// </summary>
internal static class ShippedUsage
{
    private const decimal SecondsAMonth = Units.HoursAMonth * 3600;
    private const decimal Operations = 10_000;

    /// <summary>Inputs and outputs, for two purposes.</summary>
    private const decimal FilesOfACall = 4;

    /// <returns>Tens of thousands of writes, and whence they come; null for an account that nobody ships to.</returns>
    public static (decimal Writes, string Basis)? To(string account, CostContext context)
    {
        var servers = context.OfType("kubernetes:apps/v1:Deployment").Where(
            server => Variable(server, "Usage__ShipTo").Contains($"//{account}.", StringComparison.Ordinal))
            .ToArray();
        if (servers is [] || !decimal.TryParse(
            Variable(servers[0], "Usage__ShipMilliseconds"), CultureInfo.InvariantCulture, out var milliseconds))
            return null;
        var (count, basis) = Replicas(context);
        var written = $"{basis}, every {milliseconds.ToString(CultureInfo.InvariantCulture)} milliseconds";
        return Records(servers[0]) is { } records
            ? (count * ((SecondsAMonth * 1000 / milliseconds) + (SecondsAMonth * FilesOfACall * 1000 / records)) / Operations,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{written}, and collected calls of one customer at a time, every {records} milliseconds"))
            : (count * SecondsAMonth * 1000 / milliseconds / Operations, written);
    }

    /// <summary>How often collected calls are written; null where there are none.</summary>
    private static decimal? Records(PlannedResource server)
        => decimal.TryParse(Variable(server, "Collect__FlushMilliseconds"), CultureInfo.InvariantCulture, out var milliseconds)
        ? milliseconds
        : null;

    private static (decimal Count, string Basis) Replicas(CostContext context)
    {
        var scaled = context.OfType("kubernetes:keda.sh/v1alpha1:ScaledObject").Select(InputValue.Of).FirstOrDefault();
        var min = scaled?.At("spec.minReplicaCount").Number ?? 1;
        return context.Average(min, scaled?.At("spec.maxReplicaCount").Number ?? min, "servers");
    }

    private static string Variable(PlannedResource server, string name)
        => InputValue.Of(server).All("spec.template.spec.containers[*].env[*]")
            .FirstOrDefault(variable => variable.At("name").Is(name))?.At("value").Text ?? "";
}
