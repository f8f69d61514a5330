using Platform.Infra.Identity;
using Pulumi;
using Pulumi.AzureAD;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ContainerService;

namespace Platform.Infra.Cluster;

/// <summary>The Entra group that may administer the cluster; whoever first deploys the stack is in it, others are added by hand.</summary>
internal sealed class ClusterAdmins
{
    public ClusterAdmins(Resource parent, PlatformScope scope, ManagedCluster aks)
    {
        var child = new CustomResourceOptions { Parent = parent };
        Group = new("admins", new()
        {
            DisplayName = $"{scope.Names.Cluster}-admins",
            Description = $"Administrators of the Kubernetes cluster {scope.Names.Cluster}",
            SecurityEnabled = true,
            PreventDuplicateNames = true,
        }, child);
        Member = new("first-admin", new()
        {
            GroupObjectId = Group.ObjectId,
            MemberObjectId = Pulumi.AzureAD.GetClientConfig.Invoke().Apply(caller => caller.ObjectId),
        }, new CustomResourceOptions
        {
            Parent = parent,
            // A later deployment by somebody else is no reason to put the first one out
            IgnoreChanges = { "memberObjectId" },
        });
        Administration = Grant.To(
            parent, scope, "admins-administer-cluster", Group.ObjectId, PrincipalType.Group, BuiltInRole.ClusterAdmin, aks.Id,
            "Whoever deploys creates namespaces and workloads");
        Access = Grant.To(
            parent, scope, "admins-fetch-kubeconfig", Group.ObjectId, PrincipalType.Group, BuiltInRole.ClusterUser, aks.Id,
            "kubectl asks Azure where the cluster is");
    }

    public Group Group { get; }
    public GroupMember Member { get; }
    public RoleAssignment Administration { get; }
    public RoleAssignment Access { get; }
}
