using System.Globalization;
using Platform.Review.Plans;
using Platform.Review.Rules;

namespace Platform.Review.Costs.Kinds;

/// <summary>What servers write when they bring their usage: each of them a block as often as it ships, while there is something to bring.</summary>
internal static class ShippedUsage
{
    private const decimal SecondsAMonth = Units.HoursAMonth * 3600;
    private const decimal Operations = 10_000;

    /// <returns>Tens of thousands of writes, and whence they come; null for an account that nobody ships to.</returns>
    public static (decimal Writes, string Basis)? To(string account, CostContext context)
    {
        var servers = context.OfType("kubernetes:apps/v1:Deployment").Where(server => Variable(server, "Usage__ShipTo").Contains($"//{account}.", StringComparison.Ordinal))
            .ToArray();
        if (servers is [] || !decimal.TryParse(Variable(servers[0], "Usage__ShipMilliseconds"), CultureInfo.InvariantCulture, out var milliseconds))
            return null;
        var (count, basis) = Replicas(context);
        return (count * SecondsAMonth * 1000 / milliseconds / Operations,
            string.Create(CultureInfo.InvariantCulture, $"{basis}, every {milliseconds} milliseconds"));
    }

    private static (decimal Count, string Basis) Replicas(CostContext context)
    {
        var scaled = context.OfType("kubernetes:keda.sh/v1alpha1:ScaledObject").Select(InputValue.Of).FirstOrDefault();
        var min = scaled?.At("spec.minReplicaCount").Number ?? 1;
        return context.Average(min, scaled?.At("spec.maxReplicaCount").Number ?? min, "servers");
    }

    private static string Variable(PlannedResource server, string name) => InputValue.Of(server).All("spec.template.spec.containers[*].env[*]")
        .FirstOrDefault(variable => variable.At("name").Is(name))?.At("value").Text ?? "";
}
