using Platform.Infra.Components;
using Platform.Infra.Grants;
using Pulumi;
using Pulumi.AzureAD;
using Pulumi.AzureNative.Authorization;

namespace Platform.Infra.Cluster;

/// <summary>The Entra group that may administer the cluster; whoever first deploys the stack is in it, others are added by hand.</summary>
internal sealed class ClusterAdmins : PlatformComponent
{
    public ClusterAdmins(string name, ClusterAdminsArgs args, ComponentResourceOptions? options = null)
        : base("ClusterAdmins", name, args.Scope, options)
    {
        Group = new("admins", new()
        {
            DisplayName = $"{Scope.Names.Cluster}-admins",
            Description = $"Administrators of the Kubernetes cluster {Scope.Names.Cluster}",
            SecurityEnabled = true,
            PreventDuplicateNames = true,
        }, Child());
        var first = Child();
        // A later deployment by somebody else is no reason to put the first one out
        first.IgnoreChanges.Add("memberObjectId");
        Member = new("first-admin", new()
        {
            GroupObjectId = Group.ObjectId,
            MemberObjectId = Pulumi.AzureAD.GetClientConfig.Invoke(Scope.Asking).Apply(caller => caller.ObjectId),
        }, first);
        Administration = Grant.To(
            Scope, "admins-administer-cluster", Principal.Of(Group), new(BuiltInRole.ClusterAdmin, args.Aks.Id),
            "Whoever deploys creates namespaces and workloads");
        Access = Grant.To(
            Scope, "admins-fetch-kubeconfig", Principal.Of(Group), new(BuiltInRole.ClusterUser, args.Aks.Id),
            "kubectl asks Azure where the cluster is");
        RegisterOutputs();
    }

    public Group Group { get; }
    public GroupMember Member { get; }
    public RoleAssignment Administration { get; }
    public RoleAssignment Access { get; }
}
