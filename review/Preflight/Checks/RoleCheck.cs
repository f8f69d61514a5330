using System.Text.Json.Nodes;
using Platform.Review.Plans;
using Platform.Review.Preflight.Asking;

namespace Platform.Review.Preflight.Checks;

/// <summary>What whoever runs <c>up</c> has to be, in Azure and in Entra.</summary>
internal sealed class RoleCheck : IPreflightCheck
{
    private const string Graph = "https://graph.microsoft.com/v1.0";
    private static readonly string[] _assigners = ["User Access Administrator", "Role Based Access Control Administrator"];

    // By the type that needs it; each role's template id is the same in every tenant:
    // https://learn.microsoft.com/entra/identity/role-based-access-control/permissions-reference
    private static readonly (string Type, string Role, string Id)[] _entraRoles =
    [
        ("azuread:index/application:Application", "Application Administrator", "9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3"),
        ("azuread:index/group:Group", "Groups Administrator", "fdd7a751-b60b-444a-984c-02652fe8fa1c"),
        ("azuread:index/appRoleAssignment:AppRoleAssignment", "Privileged Role Administrator", "e8611ab8-c189-46e8-94e1-60213ab1f814"),
    ];

    public string Name => "roles";

    public async Task<IReadOnlyList<Obstacle>> FindAsync(PreflightContext context, CancellationToken cancellationToken)
    {
        var caller = await CallerAsync(context, cancellationToken);
        return [.. await InAzureAsync(context, caller, cancellationToken), .. await InEntraAsync(context, caller, cancellationToken)];
    }

    private static async Task<string> CallerAsync(PreflightContext context, CancellationToken cancellationToken)
    {
        string[] question = context.Account.IsService
            ? ["ad", "sp", "show", "--id", context.Account.Name]
            : ["ad", "signed-in-user", "show"];
        return $"{(await context.Azure.AskAsync(question, cancellationToken))["id"]}";
    }

    private async Task<IReadOnlyList<Obstacle>> InAzureAsync(PreflightContext context, string caller, CancellationToken cancellationToken)
    {
        var scope = $"/subscriptions/{context.Account.SubscriptionId}";
        var answer = await context.Azure.AskAsync(
            ["role", "assignment", "list", "--assignee", caller, "--scope", scope, "--include-inherited", "--include-groups", "--query",
                "[].roleDefinitionName"],
            cancellationToken);
        var roles = answer.AsArray().Select(role => $"{role}").ToHashSet(StringComparer.Ordinal);
        return roles.Contains("Owner") || (roles.Contains("Contributor") && roles.Overlaps(_assigners))
            ? []
            : [new(Name, Weight.Blocks,
                $"{context.Account.Name} is {Listed(roles)} of the subscription; "
                + "the stack makes resources and assigns roles: Owner, or Contributor and User Access Administrator",
                $"az role assignment create --assignee-object-id {caller} --role Owner --scope {scope}")];
    }

    private async Task<IReadOnlyList<Obstacle>> InEntraAsync(PreflightContext context, string caller, CancellationToken cancellationToken)
    {
        var needed = _entraRoles.Where(role => Has(context.Plan, role.Type)).ToArray();
        if (needed is [])
            return [];
        var who = context.Account.IsService ? "servicePrincipals" : "users";
        JsonNode answer;
        try
        {
            answer = await context.Azure.AskAsync(
                ["rest", "--method", "get", "--url", $"{Graph}/{who}/{caller}/memberOf/microsoft.graph.directoryRole"], cancellationToken);
        }
        catch (RefusedException refused)
        {
            return [new(Name, Weight.Unknown, $"Entra did not say what {context.Account.Name} is: {refused.Message}",
                $"see that it is {string.Join(" and ", needed.Select(role => role.Role))}")];
        }

        var held = (answer["value"] as JsonArray ?? []).Select(role => $"{role?["displayName"]}").ToHashSet(StringComparer.Ordinal);
        return held.Contains("Global Administrator")
            ? []
            : [.. needed.Where(role => !held.Contains(role.Role)).Select(role => new Obstacle(
                Name, Weight.Blocks,
                $"{context.Account.Name} is no {role.Role} in Entra, or has not activated it; the stack has {Kind(role.Type)}",
                $"az rest --method post --url {Graph}/roleManagement/directory/roleAssignments --body "
                + $$"""'{"principalId":"{{caller}}","roleDefinitionId":"{{role.Id}}","directoryScopeId":"/"}'"""))];
    }

    private static bool Has(Plan plan, string type) => plan.Resources.Any(resource => resource.Type == type);

    private static string Kind(string type) => type[(type.LastIndexOf(':') + 1)..];

    private static string Listed(IReadOnlyCollection<string> roles)
        => roles.Count == 0 ? "nothing" : string.Join(", ", roles.Order(StringComparer.Ordinal));
}
