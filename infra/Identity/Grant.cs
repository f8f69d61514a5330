using System.Security.Cryptography;
using System.Text;
using Pulumi;
using Pulumi.AzureNative.Authorization;

namespace Platform.Infra.Identity;

/// <summary>A role assignment: who may do what, where, and why.</summary>
internal static class Grant
{
    // The same in every tenant: https://learn.microsoft.com/troubleshoot/entra/entra-id/governance/verify-first-party-apps-sign-in
    private const string AzureCli = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

    /// <param name="name">Logical name, e.g. <c>kubelet-pulls-images</c>; with the role it also makes the assignment's id.</param>
    /// <param name="at">The narrowest resource that serves the reason.</param>
    /// <param name="why">Stands in the assignment's description, for whoever reads the access list, and in docs/roles.md.</param>
    /// <param name="condition">What of the role is meant, where it is not all of it.</param>
    public static RoleAssignment To(
        Resource parent, PlatformScope scope, string name, Output<string> principalId, PrincipalType principalType, BuiltInRole role,
        Output<string> at,
        string why, string? condition = null) =>
        Declare(scope, name, principalId, principalType, role, at, why, condition, new() { Parent = parent });

    /// <summary>Of a role that the stack defines itself.</summary>
    /// <param name="roleId">The definition's.</param>
    public static RoleAssignment To(
        Resource parent, PlatformScope scope, string name, Output<string> principalId, PrincipalType principalType, Output<string> roleId,
        Output<string> at, string why) =>
        new(name, new()
        {
            RoleAssignmentName = scope.SubscriptionId.Apply(subscription => StableGuid($"{subscription}/{scope.Stack}/{name}")),
            Scope = at,
            RoleDefinitionId = roleId,
            PrincipalId = principalId,
            PrincipalType = principalType,
            Description = why,
        }, new CustomResourceOptions { Parent = parent });

    /// <summary>
    /// To whoever first deploys the stack, a person or a service. A later deployment by somebody else is no reason to take it away again:
    /// those are granted theirs by hand, or by the deploy identity's own grants.
    /// </summary>
    public static RoleAssignment ToDeployer(
        Resource parent, PlatformScope scope, string name, BuiltInRole role, Output<string> at, string why)
    {
        var caller = GetClientConfig.Invoke();
        return Declare(
            scope, name, caller.Apply(client => client.ObjectId), caller.Apply(client => KindOf(client.ClientId).ToString()), role, at, why,
            condition: null, new() { Parent = parent, IgnoreChanges = { "principalId", "principalType" } });
    }

    /// <summary>A person logs in by the Azure CLI's own application; a service has one of its own.</summary>
    internal static PrincipalType KindOf(string clientId) => clientId == AzureCli ? PrincipalType.User : PrincipalType.ServicePrincipal;

    private static RoleAssignment Declare(
        PlatformScope scope, string name, Output<string> principalId, InputUnion<string, PrincipalType> principalType, BuiltInRole role,
        Output<string> at,
        string why, string? condition, CustomResourceOptions options) =>
        new(name, new()
        {
            RoleAssignmentName = scope.SubscriptionId.Apply(subscription => StableGuid($"{subscription}/{scope.Stack}/{name}/{role.Id}")),
            Scope = at,
            RoleDefinitionId =
                Output.Format($"/subscriptions/{scope.SubscriptionId}/providers/Microsoft.Authorization/roleDefinitions/{role.Id}"),
            PrincipalId = principalId,
            PrincipalType = principalType,
            Description = why,
            Condition = condition is null ? null : (Input<string>)condition,
            ConditionVersion = condition is null ? null : (Input<string>)Delegation.Version,
        }, options);

    /// <summary>The same GUID for the same text, so that nothing is assigned anew.</summary>
    internal static string StableGuid(string text) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)).ToString();
}
