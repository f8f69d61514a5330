using System.Security.Cryptography;
using System.Text;
using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.Authorization;

namespace Platform.Infra.Grants;

/// <summary>A role assignment: who may do what, where, and why.</summary>
internal static class Grant
{
    /// <param name="name">Logical name, e.g. <c>kubelet-pulls-images</c>; with the role it also makes the assignment's id.</param>
    /// <param name="why">Stands in the assignment's description, for whoever reads the access list, and in docs/roles.md.</param>
    public static RoleAssignment To(ConcernScope scope, string name, Principal who, Access access, string why)
        => Declare(scope, name, (who, access), why, scope.Child());

    /// <summary>
    /// To whoever first deploys the stack, a person or a service. A later deployment by somebody else is no reason to take it away again:
    /// those are granted theirs by hand, or by the deploy identity's own grants.
    /// </summary>
    public static RoleAssignment ToDeployer(ConcernScope scope, string name, Access access, string why)
    {
        var options = scope.Child();
        options.IgnoreChanges.AddRange(["principalId", "principalType"]);
        return Declare(scope, name, (Principal.Deployer(scope), access), why, options);
    }

    private static RoleAssignment Declare(
        PlatformScope scope, string name, (Principal Who, Access Access) given, string why, CustomResourceOptions options)
            => new(name, new()
            {
                RoleAssignmentName = scope.SubscriptionId.Apply(
                    subscription => StableGuid($"{subscription}/{scope.Stack}/{name}{given.Access.Seed}")),
                Scope = given.Access.At,
                RoleDefinitionId = given.Access.RoleIn(scope),
                PrincipalId = given.Who.Id,
                PrincipalType = given.Who.Type,
                Description = why,
                Condition = given.Access.Condition is { } condition ? (Input<string>)condition : null,
                ConditionVersion = given.Access.Condition is null ? null : (Input<string>)Delegation.Version,
            }, options);

    /// <summary>The same GUID for the same text, so that nothing is assigned anew.</summary>
    internal static string StableGuid(string text) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)).ToString();
}
