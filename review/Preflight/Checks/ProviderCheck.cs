using System.Text.Json.Nodes;

namespace Platform.Review.Preflight.Checks;

/// <summary>The resource providers of what the plan has; Azure refuses what belongs to one that is not registered.</summary>
internal sealed class ProviderCheck : IPreflightCheck
{
    public string Name => "providers";

    public async Task<IReadOnlyList<Obstacle>> FindAsync(PreflightContext context, CancellationToken cancellationToken)
    {
        var all = await context.Azure.AskAsync(
            ["provider", "list", "--subscription", context.Account.SubscriptionId, "--query",
                "[].{name:namespace, state:registrationState}"],
            cancellationToken);
        var states = all.AsArray().OfType<JsonObject>()
            .ToDictionary(each => $"{each["name"]}", each => $"{each["state"]}", StringComparer.OrdinalIgnoreCase);
        return [.. from needed in NeededProviders.Of(context.Plan)
                   let state = states.GetValueOrDefault(needed.Key, "NotRegistered")
                   where state != "Registered"
                   select new Obstacle(
                       Name, state == "Registering" ? Weight.Warning : Weight.Blocks, $"{needed.Key} is {state}; {needed.Value} needs it",
                       $"az provider register --namespace {needed.Key} --subscription {context.Account.SubscriptionId} --wait")];
    }
}
