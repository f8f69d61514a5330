using Platform.Review.Cloud;
using Platform.Review.Plans;
using Platform.Review.Rules;

namespace Platform.Review.Preflight.Checks;

/// <summary>Names that are taken anywhere in Azure, or that something deleted still holds.</summary>
internal sealed class NameCheck : IPreflightCheck
{
    private static readonly (string Type, string Input, string[] Question, string Answer)[] Global =
    [
        ("keyvault:Vault", "vaultName", ["keyvault", "check-name"], "nameAvailable"),
        ("storage:StorageAccount", "accountName", ["storage", "account", "check-name"], "nameAvailable"),
        ("containerregistry:Registry", "registryName", ["acr", "check-name"], "nameAvailable"),
        ("apimanagement:ApiManagementService", "serviceName", ["apim", "check-name"], "nameAvailable"),
    ];

    // Deleted, and kept for a while under their names
    private static readonly (string Type, string Input, string Path, string Mend)[] Kept =
    [
        ("keyvault:Vault", "vaultName", "Microsoft.KeyVault/locations/{0}/deletedVaults/{1}?api-version=2023-07-01",
            "az keyvault recover --name {1}, or where it may be purged: az keyvault purge --name {1} --location {0}"),
        ("apimanagement:ApiManagementService", "serviceName", "Microsoft.ApiManagement/locations/{0}/deletedservices/{1}?api-version=2022-08-01",
            "az apim deletedservice purge --service-name {1} --location {0}"),
    ];

    public string Name => "names";

    public async Task<IReadOnlyList<Obstacle>> FindAsync(PreflightContext context, CancellationToken cancellationToken)
    {
        var plan = new PlanUnderReview(context.Plan);
        var (obstacles, kept) = (new List<Obstacle>(), new HashSet<string>());
        foreach (var (type, input, path, mend) in Kept)
            foreach (var resource in plan.OfType(type))
                if (await DeletedAsync(context, resource, input, path, mend, cancellationToken) is { } obstacle)
                {
                    obstacles.Add(obstacle);
                    kept.Add(resource.Path);
                }
        foreach (var (type, input, question, answer) in Global)
            foreach (var resource in plan.OfType(type).Where(each => !kept.Contains(each.Path)))
                if (await TakenAsync(context, resource, input, question, answer, cancellationToken) is { } obstacle)
                    obstacles.Add(obstacle);
        return [.. obstacles, .. Workspaces(plan)];
    }

    private async Task<Obstacle?> DeletedAsync(
        PreflightContext context, PlannedResource resource, string input, string path, string mend, CancellationToken cancellationToken)
    {
        var (name, location) = ($"{resource.Inputs[input]}", $"{resource.Inputs["location"]}");
        var found = name.Length > 0
            && await context.Azure.FindAsync(
                $"/subscriptions/{context.Account.SubscriptionId}/providers/{string.Format(null, path, location, name)}", cancellationToken) is not null;
        return found
            ? new(Name, Weight.Blocks, $"'{name}' of {resource.Path} is deleted, and kept", string.Format(null, mend, location, name))
            : null;
    }

    private async Task<Obstacle?> TakenAsync(
        PreflightContext context, PlannedResource resource, string input, string[] question, string answer, CancellationToken cancellationToken)
    {
        var name = $"{resource.Inputs[input]}";
        // Names that Pulumi makes up are free
        if (name.Length == 0 || $"{(await context.Azure.AskAsync(
            [.. question, "--name", name, "--subscription", context.Account.SubscriptionId], cancellationToken))[answer]}" != "false")
            return null;
        var own = await context.Azure.FindAsync($"{IdOf(resource, context)}?api-version={AzureTypes.AzureKinds.All[PlanUnderReview.NameOf(resource)].Version}", cancellationToken);
        return own is not null
            ? new(Name, Weight.Warning, $"'{name}' of {resource.Path} exists already, in the stack's own group",
                $"nothing where the stack is up; else bring it into the state: pulumi import --stack {context.Plan.Stack} {resource.Type} {resource.Name} {IdOf(resource, context)}")
            : new(Name, Weight.Blocks, $"'{name}' of {resource.Path} is taken by somebody else",
                "another stack name, which is part of every name: pulumi stack init <name>");
    }

    private static string IdOf(PlannedResource resource, PreflightContext context)
        => (PlannedId.Of(resource) ?? "").Replace(Tenant.SubscriptionId, context.Account.SubscriptionId, StringComparison.Ordinal);

    // A workspace with user-assigned identities alone is never kept; whether another one is, Azure has no question for:
    // https://learn.microsoft.com/azure/machine-learning/concept-soft-delete
    private IEnumerable<Obstacle> Workspaces(PlanUnderReview plan)
        => from workspace in plan.OfType("machinelearningservices:Workspace").Select(InputValue.Of)
           where !workspace.At("identity.type").Is("UserAssigned")
           select new Obstacle(
               Name, Weight.Warning, $"whether a deleted workspace keeps the name '{workspace.At("workspaceName").Text}' cannot be asked",
               "look under 'Recently deleted' of Azure Machine Learning in the portal, and delete it for good there");
}
