using System.Text.RegularExpressions;
using Platform.Infra.Grants;
using Platform.Infra.Pipeline;
using Platform.Review.Evaluation;
using Platform.Review.Plans;
using Platform.Review.Rules;

namespace Platform.Review.Roles;

/// <summary>The role assignments of one plan, by the names that a reader knows.</summary>
internal sealed partial class RoleGrants
{
    // What is an identity, or has one of its own that is given roles
    private static readonly string[] _identities =
        ["managedidentity:UserAssignedIdentity", "dataprotection:BackupVault", "kubernetesconfiguration:Extension"];

    private readonly PlanUnderReview _plan;
    private readonly RoleVariant _variant;
    private readonly Dictionary<string, string> _principals = new() { [Tenant.ObjectId] = "*whoever deploys first*" };

    public RoleGrants(Plan plan, RoleVariant variant)
    {
        (_plan, _variant) = (new(plan), variant);
        foreach (var identity in _identities.SelectMany(_plan.OfType))
            _principals[AzureOutputs.PrincipalId(_plan.IdOf(identity))] = $"`{Short(identity)}`";
        foreach (var group in _plan.OfType("azuread:index/group:Group"))
            _principals[EntraProvider.ObjectId(group.Type, group.Name)] = $"`{Short(group)}`";
    }

    /// <summary>In Azure: role assignments.</summary>
    public IEnumerable<RoleGrant> InAzure()
        => from grant in _plan.OfType("authorization:RoleAssignment").Select(InputValue.Of)
           select new RoleGrant(
               Who(grant.At("principalId")), Role(grant), Where(grant.At("scope").Text), grant.At("description").Text);

    /// <summary>In Entra: permissions, memberships and ownership.</summary>
    public IEnumerable<RoleGrant> InEntra()
        => from resource in _plan.Resources
           let inputs = InputValue.Of(resource)
           from grant in resource.Type.Split(':')[^1] switch
           {
               "AppRoleAssignment" => [new(Who(inputs.At("principalObjectId")), Permission(inputs), "Microsoft Graph", "")],
               "GroupMember" => [new(Who(inputs.At("memberObjectId")), "member", Who(inputs.At("groupObjectId")), "")],
               "Application" => inputs.All("owners[*]").Select(owner => new RoleGrant(Who(owner), "owner", $"`{Short(resource)}`", "")),
               _ => Array.Empty<RoleGrant>() as IEnumerable<RoleGrant>,
           }
           select grant;

    private string Who(InputValue principal)
        => _principals.GetValueOrDefault(principal.Text)
            ?? throw new ReviewException($"The roles of {principal.Resource.Path} are of nobody in the plan.");

    private string Role(InputValue grant)
    {
        var id = ArmId.NameIn(grant.At("roleDefinitionId").Text);
        var name = BuiltInRole.All.FirstOrDefault(role => role.Id == id)?.Name ?? OwnRole(id)
            ?? throw new ReviewException(
                $"The role {id} of {grant.Resource.Path} is none of infra/Grants/BuiltInRole.cs, and none that the plan defines.");
        return grant.At("condition").IsSet ? $"{name}, on condition" : name;
    }

    // By the actions that it is made of, as nobody else knows its name
    private string? OwnRole(string id) => _plan.OfType("authorization:RoleDefinition").Select(InputValue.Of)
        .Where(role => role.At("roleDefinitionId").Is(id))
        .Select(role => $"`{Short(role.Resource)}`: "
        + string.Join(", ", role.All("permissions[*].actions[*]").Select(action => $"`{action.Text}`")))
        .FirstOrDefault();

    private static string Permission(InputValue assignment)
        => GraphPermission.All.FirstOrDefault(permission => assignment.At("appRoleId").Is(permission.Id))?.Name
            ?? throw new ReviewException($"The permission of {assignment.Resource.Path} is none of infra/Pipeline/GraphPermission.cs.");

    // The resource that the scope is, or is a part of; what it is of then says the rest
    private string Where(string scope)
    {
        var places = _plan.Resources.Select(resource => (Id: _plan.IdOf(resource), Name: Short(resource)))
            .Concat(_variant.Given.Select(given => (Id: given.Value, Name: given.Key)))
            .Append((Id: $"/subscriptions/{Tenant.SubscriptionId}", Name: "the subscription"));
        var (id, name) =
            places.Where(place => place.Id.Length > 0 && $"{scope}/".StartsWith($"{place.Id}/", StringComparison.OrdinalIgnoreCase))
            .OrderBy(place => place.Id.Length).LastOrDefault();
        if (id is null)
            throw new ReviewException($"A role is assigned at {scope}, which is neither in the plan nor in a setting.");
        return id.Length == scope.Length ? $"`{name}`" : $"`{name}`: `{Drawn().Replace(ArmId.NameIn(scope), "…")}`";
    }

    private static string Short(PlannedResource resource) => resource.Path[(resource.Path.IndexOf('/', StringComparison.Ordinal) + 1)..];

    // What Azure makes up
    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")]
    private static partial Regex Drawn();
}
