using Platform.Review.Plans;
using Platform.Review.Stacks;
using Platform.Review.Tests.Plans;

namespace Platform.Review.Tests.Rules;

/// <summary>The plan of prod, by its network's isolation; made once.</summary>
public sealed class SoundPlan
{
    private readonly Dictionary<string, Task<Plan>> _plans = [];

    internal Task<Plan> OfAsync(string isolation)
    {
        lock (_plans)
        {
            if (!_plans.TryGetValue(isolation, out var plan))
                _plans.Add(isolation, plan = RecordAsync(WithoutBilling(Configuration("prod", isolation))));
            return plan;
        }
    }

    // What billing relaxes, it has suppressions for; without it nothing needs any
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
