using Platform.Review.Plans;
using Platform.Review.Stacks;
using Platform.Review.Tests.Plans;

namespace Platform.Review.Tests.Rules;

/// <summary>The plan of prod, by its network's isolation; made once.</summary>
public sealed class SoundPlan
{
    private readonly Dictionary<string, Task<Plan>> _plans = [];

    internal Task<Plan> OfAsync(string isolation) => OfAsync(isolation, Configuration("prod", isolation));

    /// <summary>Without billing and streams, which relax what the stack's file has suppressions for: no rule is broken in it.</summary>
    internal async Task<Plan> UnbilledAsync(string isolation)
    {
        var plan = await OfAsync($"{isolation}, unbilled", WithoutBilling(Configuration("prod", isolation)));
        return plan with
        {
            Resources = [.. plan.Resources.Where(
                resource => !resource.Path.StartsWith("platform/gateway/inference-api/stream-", StringComparison.Ordinal))],
        };
    }

    private Task<Plan> OfAsync(string key, StackConfiguration configuration)
    {
        lock (_plans)
        {
            if (!_plans.TryGetValue(key, out var plan))
                _plans.Add(key, plan = RecordAsync(configuration));
            return plan;
        }
    }

    private static StackConfiguration WithoutBilling(StackConfiguration configuration) => configuration with
    {
        Values = new Dictionary<string, string>(configuration.Values) { ["platform:billingEnabled"] = "false" },
    };

    internal static StackConfiguration Configuration(string stack, string isolation)
    {
        var configuration = Repository.At(RepositoryRoot.Path).Configuration(stack);
        return configuration with
        {
            Values = new Dictionary<string, string>(configuration.Values) { ["platform:networkIsolation"] = isolation },
        };
    }

    internal static Task<Plan> RecordAsync(StackConfiguration configuration)
        => PlanRecorder.RecordAsync(RepositoryRoot.Path, configuration, CancellationToken.None);
}
