using Platform.Review.Rules;

namespace Platform.Review.Preflight.Checks;

/// <summary>Previews that the plan uses, and that a subscription has to be registered for.</summary>
internal sealed class FeatureCheck : IPreflightCheck
{
    // https://learn.microsoft.com/azure/aks/manage-ssh-node-access
    private static readonly (Part Of, string Input, string Value, string Provider, string Feature)[] Previews =
        [.. Parts.NodePools.Select(pool => (pool, "securityProfile.sshAccess", "Disabled", "Microsoft.ContainerService", "DisableSSHPreview"))];

    public string Name => "features";

    public async Task<IReadOnlyList<Obstacle>> FindAsync(PreflightContext context, CancellationToken cancellationToken)
    {
        var plan = new PlanUnderReview(context.Plan);
        var obstacles = new List<Obstacle>();
        var used = from preview in Previews
                   from part in preview.Of.In(plan)
                   where part.At(preview.Input).Is(preview.Value)
                   select (preview.Provider, preview.Feature, part.Resource.Path, preview.Input, preview.Value);
        foreach (var use in used.DistinctBy(each => each.Feature))
        {
            var answer = await context.Azure.AskAsync(
                ["feature", "show", "--namespace", use.Provider, "--name", use.Feature, "--subscription", context.Account.SubscriptionId], cancellationToken);
            var state = $"{answer["properties"]?["state"]}";
            if (state != "Registered")
                obstacles.Add(new(
                    Name, Weight.Blocks, $"the preview {use.Feature} is {state}; {use.Path} has {use.Input} '{use.Value}'",
                    $"az feature register --namespace {use.Provider} --name {use.Feature} --subscription {context.Account.SubscriptionId}, and when it is "
                    + $"Registered: az provider register --namespace {use.Provider} --subscription {context.Account.SubscriptionId}"));
        }
        return obstacles;
    }
}
