using Platform.Review.AzureTypes;
using Platform.Review.Evaluation;
using Platform.Review.Plans;
using Platform.Review.Rules;

namespace Platform.Review.Preflight.Checks;

/// <summary>Names that are taken anywhere in Azure, or that something deleted still holds.</summary>
internal sealed class NameCheck : IPreflightCheck
{
    public string Name => "names";

    public async Task<IReadOnlyList<Obstacle>> FindAsync(PreflightContext context, CancellationToken cancellationToken)
    {
        var plan = new PlanUnderReview(context.Plan);
        var obstacles = new List<Obstacle>();
        foreach (var question in NameQuestion.All)
            foreach (var resource in plan.OfType(question.Type))
            {
                var obstacle = await DeletedAsync(context, question, resource, cancellationToken)
                    ?? await TakenAsync(context, question, resource, cancellationToken);
                if (obstacle is not null)
                    obstacles.Add(obstacle);
            }

        return [.. obstacles, .. Workspaces(plan)];
    }

    private async Task<Obstacle?> DeletedAsync(
        PreflightContext context, NameQuestion question, PlannedResource resource, CancellationToken cancellationToken)
    {
        var (name, location) = ($"{resource.Inputs[question.Input]}", $"{resource.Inputs["location"]}");
        if (question.Kept is not { } kept || name.Length == 0)
            return null;
        var path = $"/subscriptions/{context.Account.SubscriptionId}/providers/{string.Format(null, kept.Path, location, name)}";
        return await context.Azure.FindAsync(path, cancellationToken) is null
            ? null
            : new(Name, Weight.Blocks, $"'{name}' of {resource.Path} is deleted, and kept", string.Format(null, kept.Mend, location, name));
    }

    private async Task<Obstacle?> TakenAsync(
        PreflightContext context, NameQuestion question, PlannedResource resource, CancellationToken cancellationToken)
    {
        var name = $"{resource.Inputs[question.Input]}";
        // Names that Pulumi makes up are free
        if (name.Length == 0 || await IsFreeAsync(context, question, name, cancellationToken))
            return null;
        var id = (PlannedId.Of(resource) ?? "").Replace(Tenant.SubscriptionId, context.Account.SubscriptionId, StringComparison.Ordinal);
        var version = AzureKinds.All[question.Type].Version;
        return await context.Azure.FindAsync($"{id}?api-version={version}", cancellationToken) is null
            ? new(Name, Weight.Blocks, $"'{name}' of {resource.Path} is taken by somebody else",
                "another stack name, which is part of every name: pulumi stack init <name>")
            : new(Name, Weight.Warning, $"'{name}' of {resource.Path} exists already, in the stack's own group",
                "nothing where the stack is up; else bring it into the state, by the line that this prints: "
                + $"dotnet platform.cs import --stack {context.Plan.Stack} --subscription {context.Account.SubscriptionId} --path "
                + $"{resource.Path}");
    }

    private static async Task<bool> IsFreeAsync(
        PreflightContext context, NameQuestion question, string name, CancellationToken cancellationToken)
    {
        var answer = await context.Azure.AskAsync(
            [.. question.Check, "--name", name, "--subscription", context.Account.SubscriptionId], cancellationToken);
        return $"{answer["nameAvailable"]}" != "false";
    }

    // A workspace with user-assigned identities alone is never kept; whether another one is, Azure has no question for:
    // https://learn.microsoft.com/azure/machine-learning/concept-soft-delete
    private IEnumerable<Obstacle> Workspaces(PlanUnderReview plan)
        => from workspace in plan.OfType("machinelearningservices:Workspace").Select(InputValue.Of)
           where !workspace.At("identity.type").Is("UserAssigned")
           select new Obstacle(
               Name, Weight.Warning, $"whether a deleted workspace keeps the name '{workspace.At("workspaceName").Text}' cannot be asked",
               "look under 'Recently deleted' of Azure Machine Learning in the portal, and delete it for good there");
}
