using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ManagedIdentity;

namespace Platform.Infra.Identity;

/// <summary>What a job that only shows changes is in Azure: pull requests of the repository's own branches, and the nightly search for drift.</summary>
internal sealed class PreviewIdentity : PlatformComponent
{
    public PreviewIdentity(PlatformScope scope, string repository, ManagedCluster aks) : base("PreviewIdentity", scope)
    {
        Identity = GitHubIdentity.Declare(scope, "preview", repository, $"{scope.Stack}-preview", Child());
        Allow("previews-resources", BuiltInRole.Reader, scope.ResourceGroupId, "The job compares the program with what is there, and changes nothing");
        Allow("previews-find-cluster", BuiltInRole.ClusterUser, aks.Id, "The job asks Azure where the cluster's API is");
        Allow("previews-workload", BuiltInRole.ClusterReader, aks.Id, "The job compares what runs in the cluster; this role shows no secrets");
        RegisterOutputs();
    }

    public UserAssignedIdentity Identity { get; }

    private void Allow(string name, BuiltInRole role, Output<string> at, string why) =>
        Grant.To(this, Scope, name, Identity.PrincipalId, PrincipalType.ServicePrincipal, role, at, why);
}
