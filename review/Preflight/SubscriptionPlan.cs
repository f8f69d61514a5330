using System.Text.Json.Nodes;
using Platform.Infra.Naming;
using Platform.Review.Evaluation;
using Platform.Review.Plans;

namespace Platform.Review.Preflight;

/// <summary>
/// A plan as it is in a subscription: plans are of one that does not exist, and names that are Azure-wide hold a hash of its id.
/// </summary>
internal static class SubscriptionPlan
{
    public static Plan In(this Plan plan, string subscriptionId)
    {
        var hashes = (Of: ResourceNames.Hash(Tenant.SubscriptionId, plan.Stack), In: ResourceNames.Hash(subscriptionId, plan.Stack));
        return plan with { Resources = [.. plan.Resources.Select(resource => resource with { Inputs = Moved(resource.Inputs) })] };

        JsonObject Moved(JsonObject inputs)
            => (JsonObject)JsonNode.Parse(inputs.ToJsonString()
                .Replace(Tenant.SubscriptionId, subscriptionId, StringComparison.Ordinal)
                .Replace(hashes.Of, hashes.In, StringComparison.Ordinal))!;
    }
}
