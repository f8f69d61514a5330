using Platform.Review.Plans;
using Platform.Review.Rules;

namespace Platform.Review.Preflight.Checks;

/// <summary>What the plan uses, and a subscription has to be registered for one by one: previews, and some that are none.</summary>
internal sealed class FeatureCheck : IPreflightCheck
{
    private const string Aks = "Microsoft.ContainerService";

    private static readonly (Part Of, string Input, string Value, string Provider, string Feature)[] _previews =
    [
        // https://learn.microsoft.com/azure/aks/manage-ssh-node-access
        .. Parts.NodePools.Select(pool => (pool, "securityProfile.sshAccess", "Disabled", Aks, "DisableSSHPreview")),
        // https://learn.microsoft.com/azure/aks/enable-host-encryption
        .. Parts.NodePools.Select(pool => (pool, "enableEncryptionAtHost", "true", "Microsoft.Compute", "EncryptionAtHost")),
    ];

    public string Name => "features";

    public async Task<IReadOnlyList<Obstacle>> FindAsync(PreflightContext context, CancellationToken cancellationToken)
    {
        var plan = new PlanUnderReview(context.Plan);
        var used = from preview in _previews
                   from part in preview.Of.In(plan)
                   where part.At(preview.Input).Is(preview.Value)
                   select (preview.Provider, preview.Feature, Use: $"{part.Resource.Path} has {preview.Input} '{preview.Value}'");
        var (obstacles, subscription) = (new List<Obstacle>(), context.Account.SubscriptionId);
        foreach (var (provider, feature, use) in used.DistinctBy(each => each.Feature))
        {
            var answer = await context.Azure.AskAsync(
                ["feature", "show", "--namespace", provider, "--name", feature, "--subscription", subscription], cancellationToken);
            var state = $"{answer["properties"]?["state"]}";
            if (state != "Registered")
                obstacles.Add(new(
                    Name, Weight.Blocks, $"the feature {feature} is {state}; {use}",
                    $"az feature register --namespace {provider} --name {feature} --subscription {subscription}, and when it is "
                    + $"Registered: az provider register --namespace {provider} --subscription {subscription}"));
        }

        return obstacles;
    }
}
