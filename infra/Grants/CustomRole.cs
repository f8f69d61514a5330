using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.Authorization.Inputs;

namespace Platform.Infra.Grants;

/// <summary>
/// A role of the stack's own, for what no built-in role does without doing more. Azure lets nobody but owners define roles, so that whoever
/// first deploys does; a pipeline finds it there. https://learn.microsoft.com/azure/role-based-access-control/custom-roles
/// </summary>
internal static class CustomRole
{
    /// <param name="names">In the program; what the role's id is made of, besides subscription and stack; and in Azure, unique in the
    /// tenant.</param>
    public static RoleDefinition Declare(
        ConcernScope scope, (string Resource, string Seed, Output<string> Azure) names, string description, IEnumerable<string> actions)
        => new(names.Resource, new()
        {
            RoleDefinitionId = scope.SubscriptionId.Apply(subscription => Grant.StableGuid($"{subscription}/{scope.Stack}/{names.Seed}")),
            RoleName = names.Azure,
            RoleType = "CustomRole",
            Description = description,
            Scope = scope.ResourceGroupId,
            AssignableScopes = { scope.ResourceGroupId },
            Permissions = { new PermissionArgs { Actions = [.. actions] } },
        }, scope.Child());
}
