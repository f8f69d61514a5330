using Pulumi;
using Pulumi.AzureAD;
using Pulumi.AzureNative.ManagedIdentity;

namespace Platform.Infra.Pipeline;

/// <summary>
/// What a service may do in Entra, by the id that is the same in every tenant.
/// https://learn.microsoft.com/graph/permissions-reference
/// </summary>
internal sealed record GraphPermission(string Name, string Id)
{
    /// <summary>Microsoft Graph's own application.</summary>
    public const string ClientId = "00000003-0000-0000-c000-000000000000";

    public static GraphPermission ManageOwnApplications { get; } =
        new("Application.ReadWrite.OwnedBy", "18a4783c-866b-4cc7-a460-3d5e5662c884");
    public static GraphPermission ReadApplications { get; } = new("Application.Read.All", "9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30");
    public static GraphPermission ReadGroups { get; } = new("Group.Read.All", "5b567255-7703-4780-807c-7be8301ae99b");

    public AppRoleAssignment Grant(string purpose, ServicePrincipal graph, UserAssignedIdentity to, CustomResourceOptions options)
        => new(
            $"{purpose}-{Name}", new() { PrincipalObjectId = to.PrincipalId, ResourceObjectId = graph.ObjectId, AppRoleId = Id }, options);

    public static IReadOnlyList<GraphPermission> All { get; } = [ManageOwnApplications, ReadApplications, ReadGroups];
}
