using System.Security.Cryptography;
using System.Text;
using Pulumi;
using Pulumi.AzureNative.Authorization;

namespace Platform.Infra.Identity;

/// <summary>A role assignment: who may do what, where, and why.</summary>
internal static class Grant
{
    /// <param name="name">Logical name, e.g. <c>kubelet-pulls-images</c>; with the role it also makes the assignment's id.</param>
    /// <param name="at">The narrowest resource that serves the reason.</param>
    /// <param name="why">Stands in the assignment's description, for whoever reads the access list in the portal.</param>
    public static RoleAssignment To(
        Resource parent, PlatformScope scope, string name, Output<string> principalId, PrincipalType principalType, BuiltInRole role, Output<string> at,
        string why) =>
        new(name, new()
        {
            RoleAssignmentName = scope.SubscriptionId.Apply(subscription => StableGuid($"{subscription}/{scope.Stack}/{name}/{role.Id}")),
            Scope = at,
            RoleDefinitionId = Output.Format($"/subscriptions/{scope.SubscriptionId}/providers/Microsoft.Authorization/roleDefinitions/{role.Id}"),
            PrincipalId = principalId,
            PrincipalType = principalType,
            Description = why,
        }, new CustomResourceOptions { Parent = parent });

    /// <summary>The same GUID for the same text, so that nothing is assigned anew.</summary>
    internal static string StableGuid(string text) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16)).ToString();
}
