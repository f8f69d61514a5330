using System.Globalization;
using Platform.Review.Plans;

namespace Platform.Review.Costs.Kinds;

/// <summary>Machines alone are paid for, at their ordinary price: https://azure.microsoft.com/pricing/details/machine-learning/.</summary>
internal static class MachineLearningCharges
{
    public static IEnumerable<Charge> Compute(PlannedResource resource, CostContext context)
    {
        var properties = InputValue.Of(resource).At("properties");
        var (kind, settings) = (properties.At("computeType"), properties.At("properties"));
        var size = settings.At("vmSize").Text;
        if (kind.Is("ComputeInstance"))
            return [Machines.Charge(size, Machines.Compute, Units.HoursAMonth, context.RegionOf(resource), "always on")];
        if (!kind.Is("AmlCompute"))
            return [];
        var always = settings.At("scaleSettings.minNodeCount").Number ?? 0;
        var meter = settings.At("vmPriority").Is("LowPriority") ? Machines.LowPriority : Machines.Compute;
        var hours = context.Usage.Training + always * Units.HoursAMonth;
        var basis = string.Create(CultureInfo.InvariantCulture, $"{context.Usage.Training} hours of training, {always} nodes always on");
        var charge = Machines.Charge(size, meter, hours, context.RegionOf(resource), basis);
        return [charge with { Basis = basis + RunOf(charge, context) }];
    }

    /// <summary>
    /// What each run costs of a pipeline that a schedule has; the schedule itself may be off, and somebody starts a run by hand.
    /// </summary>
    private static string RunOf(Charge machine, CostContext context)
    {
        var pipeline = context.OfType("azure-native:machinelearningservices:Schedule")
            .Select(schedule => InputValue.Of(schedule).At("properties.action.jobDefinition"))
            .FirstOrDefault(job => job.At("jobType").Is("Pipeline"));
        if (pipeline is null || context.Prices.Find(machine) is not { Amount: { } amount } price)
            return "";
        var (hours, extras) = HoursOf(pipeline, context);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"; a run of the pipeline takes {hours:0.##} of them{extras}, {amount * hours:0.00##} {price.Currency}");
    }

    /// <summary>Of a run's steps, of a sweep's trials, and of components that are not the stack's own.</summary>
    private static (decimal Hours, string Extras) HoursOf(InputValue pipeline, CostContext context)
    {
        var nodes = pipeline.At("jobs").Members.ToArray();
        var trials = nodes.Sum(node => node.At("limits.max_total_trials").Number ?? 0);
        var hours = context.Usage.TrainingRun + trials * context.Usage.TrainingTrial;
        var extras = trials > 0 ? string.Create(CultureInfo.InvariantCulture, $" with {trials} trials") : "";
        return nodes.Any(node => node.At("componentId").Text.StartsWith("azureml://registries/", StringComparison.OrdinalIgnoreCase))
            ? (hours + context.Usage.TrainingInsights, $"{extras}{(extras.Length > 0 ? " and" : " with")} insights")
            : (hours, extras);
    }

    /// <summary>Instances run all the time, called or not.</summary>
    public static IEnumerable<Charge> OnlineDeployment(PlannedResource resource, CostContext context)
    {
        var inputs = InputValue.Of(resource);
        var (settings, kind) = (inputs.At("properties"), inputs.At("properties.endpointComputeType"));
        if (kind.IsSet && !kind.Is("Managed"))
            return [];
        var (instances, basis) = Instances(inputs, context);
        var hours = instances * Units.HoursAMonth;
        return [Machines.Charge(settings.At("instanceType").Text, Machines.Compute, hours, context.RegionOf(resource), basis)];
    }

    private static (decimal Count, string Basis) Instances(InputValue deployment, CostContext context)
    {
        var name = deployment.At("deploymentName").Text;
        var scaled = context.OfType("azure-native:monitor:AutoscaleSetting").Select(InputValue.Of)
            .FirstOrDefault(
                scaling => scaling.At("targetResourceUri").Text.EndsWith($"/deployments/{name}", StringComparison.OrdinalIgnoreCase));
        if (scaled?.All("profiles[*].capacity").FirstOrDefault() is { } capacity)
            return context.Average(capacity.At("minimum").Number ?? 0, capacity.At("maximum").Number ?? 0, "instances");
        var count = deployment.At("sku.capacity").Number ?? 1;
        return (count, string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "instance" : "instances")}"));
    }

    /// <summary>On a cluster of the workspace, which is charged for training; on machines of its own otherwise.</summary>
    public static IEnumerable<Charge> BatchDeployment(PlannedResource resource, CostContext context)
    {
        var size = InputValue.Of(resource).At("properties.resources.instanceType");
        return size.IsSet
            ? [Machines.Charge(size.Text, Machines.Compute, context.Usage.BatchScoring, context.RegionOf(resource), "hours of scoring")]
            : [];
    }

    /// <summary>By the token, at a price of each model.</summary>
    public static IEnumerable<Charge> ServerlessEndpoint(PlannedResource resource, CostContext context)
        => [new("Azure Machine Learning", "", "Serverless tokens", Units.MillionTokens, 1, context.RegionOf(resource))];
}
