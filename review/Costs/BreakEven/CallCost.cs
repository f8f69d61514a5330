using System.Globalization;
using Platform.Review.Plans;

namespace Platform.Review.Costs.BreakEven;

/// <summary>What calls use: compute, logs, the way of their answers to the internet, and the tokens of texts.</summary>
/// <param name="Hour">What a replica's share of its node costs in an hour.</param>
/// <param name="Calls">How many calls it answers in that hour.</param>
/// <param name="Nodes">What the nodes that answer calls cost in a month.</param>
/// <param name="Logs">What a call adds to logs and traces costs.</param>
/// <param name="Egress">What its answer costs on the way to the internet.</param>
internal sealed record CallCost(decimal Hour, decimal Calls, decimal Nodes, decimal Logs, decimal Egress)
{
    private const decimal Kilobytes = 1_000_000;

    private const string Pool = "azure-native:containerservice:AgentPool";
    private const string SpotTaint = "kubernetes.azure.com/scalesetpriority";

    /// <summary>The tokens of texts; none where calls are expected to have none.</summary>
    public TokenCost? Tokens { get; init; }

    private decimal Besides => Logs + Egress + (Tokens?.OfACall ?? 0);

    /// <summary>What so many calls cost.</summary>
    public decimal Of(decimal calls) => calls * Hour / Calls + calls * Besides;

    /// <summary>How many calls an amount pays for.</summary>
    public decimal CallsFor(decimal amount) => decimal.Floor(amount * Calls / (Hour + Calls * Besides));

    /// <returns>Null if the plan has no such nodes or no such replicas, or the nodes have no price.</returns>
    public static CallCost? Of(CostReport report, CostContext context)
    {
        if (Servers(context) is not { } deployment)
            return null;
        var pools = context.OfType(Pool).Where(pool => Takes(InputValue.Of(pool), deployment)).Select(pool => pool.Path).ToHashSet();
        var nodes = report.Resources.Where(resource => pools.Contains(resource.Path)).ToArray();
        var machine = nodes.SelectMany(pool => pool.Lines).Where(line => line.Charge.Service == "Virtual Machines")
            .MaxBy(line => line.Price.Amount);
        if (machine is null || context.Prices.SizeOf(machine.Charge.Sku) is not { } size)
            return null;
        var share = Math.Max(Requested(deployment, "cpu") / size.Vcpus, Requested(deployment, "memory") / size.MemoryGibibytes);
        var (hour, calls) = (machine.Price.Amount!.Value * share,
            context.Usage.CallsPerSecondPerReplica * context.Usage.Utilisation / 100 * 3600);
        return share > 0
            ? new(
                hour, calls, nodes.Sum(pool => pool.Monthly),
                context.Usage.LogsPerCall / Kilobytes * Rate(report, "Log Analytics", "Ingestion"),
                context.Usage.AnswerPerCall / Kilobytes * Rate(report, "Bandwidth", "Out to the internet"))
            {
                Tokens = TokenCost.Of(hour, context.Usage),
            }
            : null;
    }

    // What is scaled by its calls, where there is more than one
    private static PlannedResource? Servers(CostContext context)
    {
        var scaled = context.OfType("kubernetes:keda.sh/v1alpha1:ScaledObject")
            .Select(scaler => InputValue.Of(scaler).At("spec.scaleTargetRef.name").Text).ToHashSet(StringComparer.Ordinal);
        var deployments = context.OfType("kubernetes:apps/v1:Deployment").ToArray();
        return Array.Find(deployments, deployment => scaled.Contains(InputValue.Of(deployment).At("metadata.name").Text))
            ?? deployments.FirstOrDefault();
    }

    // For a gigabyte, without what is free: that is used up by what there is in any case
    private static decimal Rate(CostReport report, string service, string meter) => report.Resources
        .SelectMany(resource => resource.Lines).Where(line => line.Charge.Service == service && line.Charge.Meter == meter)
        .Select(line => line.Price.Amount ?? 0).DefaultIfEmpty().Max();

    // Of pools that it may run on, the dearest counts: spot nodes are not always to be had
    private static bool Takes(InputValue pool, PlannedResource deployment)
    {
        var taints = pool.At("nodeTaints").Items.Select(taint => taint.Text.Split('=', ':')[0])
            .Concat(pool.At("scaleSetPriority").Is("Spot") ? [SpotTaint] : []);
        var tolerated = InputValue.Of(deployment).All("spec.template.spec.tolerations[*]").Select(toleration => toleration.At("key").Text);
        return pool.At("mode").Is("User") && !taints.Except(tolerated).Any();
    }

    private static decimal Requested(PlannedResource deployment, string what) => InputValue.Of(deployment)
        .All("spec.template.spec.containers[*]").Sum(container => Quantity(container.At($"resources.requests.{what}").Text));

    // Processors, and memory in GiB: https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
    private static decimal Quantity(string text)
    {
        var digits = text.TrimEnd("mMiGiKi".ToCharArray());
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return 0;
        return text[digits.Length..] switch
        {
            "m" => number / 1000,
            "Mi" => number / 1024,
            _ => number,
        };
    }
}
