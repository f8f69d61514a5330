using System.Text.Json.Nodes;
using Platform.Review.Plans;

namespace Platform.Review.Preflight.Checks;

/// <summary>What the subscription's offer refuses whatever the quota: builds in the registry, on trial subscriptions.</summary>
internal sealed class OfferCheck : IPreflightCheck
{
    private const string TaskRun = "Microsoft.ContainerRegistry/registries/taskRuns";

    // TasksOperationsNotAllowed: https://learn.microsoft.com/azure/container-registry/container-registry-tasks-overview
    private static readonly string[] _trials = ["FreeTrial", "AzureForStudents", "DreamSpark", "AzurePass"];

    public string Name => "offer";

    public async Task<IReadOnlyList<Obstacle>> FindAsync(PreflightContext context, CancellationToken cancellationToken)
    {
        if (context.Plan.Resources.FirstOrDefault(Builds) is not { } build)
            return [];
        var subscription = await context.Azure.AskAsync(
            ["rest", "--method", "get", "--url", $"/subscriptions/{context.Account.SubscriptionId}?api-version=2022-12-01"],
            cancellationToken);
        var offer = $"{subscription["subscriptionPolicies"]?["quotaId"]}".Split('_')[0];
        return _trials.Contains(offer)
            ? [new(Name, Weight.Blocks,
                $"the subscription's offer is {offer}, on which a registry runs no builds; {build.Path} is one",
                $"pulumi config set --stack {context.Plan.Stack} registryImage <an image that was built elsewhere, by digest>")]
            : [];
    }

    private static bool Builds(PlannedResource resource)
        => resource.Type.EndsWith("containerregistry:TaskRun", StringComparison.Ordinal)
            || (resource.Inputs["properties"]?["template"]?["resources"] is JsonNode resources
                && resources.ToJsonString().Contains(TaskRun, StringComparison.OrdinalIgnoreCase));
}
