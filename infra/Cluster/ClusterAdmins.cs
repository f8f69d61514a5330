using Platform.Infra.Components;
using Platform.Infra.Grants;
using Pulumi;
using Pulumi.AzureAD;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ContainerService;

namespace Platform.Infra.Cluster;

/// <summary>The Entra group that may administer the cluster; whoever first deploys the stack is in it, others are added by hand.</summary>
internal sealed class ClusterAdmins
{
    public ClusterAdmins(ConcernScope scope, ManagedCluster aks)
    {
        Group = new("admins", new()
        {
            DisplayName = $"{scope.Names.Cluster}-admins",
            Description = $"Administrators of the Kubernetes cluster {scope.Names.Cluster}",
            SecurityEnabled = true,
            PreventDuplicateNames = true,
        }, scope.Child());
        var options = scope.Child();
        // A later deployment by somebody else is no reason to put the first one out
        options.IgnoreChanges.Add("memberObjectId");
        Member = new("first-admin", new()
        {
            GroupObjectId = Group.ObjectId,
            MemberObjectId = Pulumi.AzureAD.GetClientConfig.Invoke(scope.Asking).Apply(caller => caller.ObjectId),
        }, options);
        Administration = Grant.To(
            scope, "admins-administer-cluster", Principal.Of(Group), new(BuiltInRole.ClusterAdmin, aks.Id),
            "Whoever deploys creates namespaces and workloads");
        Access = Grant.To(
            scope, "admins-fetch-kubeconfig", Principal.Of(Group), new(BuiltInRole.ClusterUser, aks.Id),
            "kubectl asks Azure where the cluster is");
    }

    public Group Group { get; }
    public GroupMember Member { get; }
    public RoleAssignment Administration { get; }
    public RoleAssignment Access { get; }
}
