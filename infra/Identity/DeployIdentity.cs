using Platform.Infra.Cluster;
using Pulumi;
using Pulumi.AzureAD;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ManagedIdentity;

namespace Platform.Infra.Identity;

/// <summary>What a job that deploys the stack is in Azure: of the GitHub environment with the stack's name.</summary>
internal sealed class DeployIdentity : PlatformComponent
{
    /// <param name="assetsContainerId">Where the workspace keeps the content of models, data and code.</param>
    public DeployIdentity(PlatformScope scope, string repository, ClusterAdmins admins, Output<string> assetsContainerId) : base("DeployIdentity", scope)
    {
        Identity = GitHubIdentity.Declare(scope, "deploy", repository, scope.Stack, Child());
        Grant.To(
            this, scope, "deploys-resources", Identity.PrincipalId, PrincipalType.ServicePrincipal, BuiltInRole.Contributor, scope.ResourceGroupId,
            "The job writes every resource of the stack, all of which are in this group");
        Grant.To(
            this, scope, "deploys-role-assignments", Identity.PrincipalId, PrincipalType.ServicePrincipal, BuiltInRole.AccessAdministrator,
            scope.ResourceGroupId, "The job assigns the roles that the stack's identities need, within this group");
        Grant.To(
            this, scope, "uploads-assets", Identity.PrincipalId, PrincipalType.ServicePrincipal, BuiltInRole.BlobDataContributor, assetsContainerId,
            "The job brings models, data and code; Contributor lets nobody write blobs");
        _ = new GroupMember("administers-cluster", new()
        {
            GroupObjectId = admins.Group.ObjectId,
            MemberObjectId = Identity.PrincipalId,
        }, Child());
        RegisterOutputs();
    }

    public UserAssignedIdentity Identity { get; }
}
