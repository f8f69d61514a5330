using Platform.Infra.Components;
using Platform.Infra.Grants;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureAD;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.ManagedIdentity;

namespace Platform.Infra.Pipeline;

/// <summary>
/// What a job that only shows changes is in Azure: pull requests of the repository's own branches, and the nightly search for drift.
/// </summary>
internal sealed class PreviewIdentity : PlatformComponent
{
    public PreviewIdentity(string name, PreviewIdentityArgs args, ComponentResourceOptions? options = null)
        : base("PreviewIdentity", name, args.Scope, options)
    {
        var (_, settings, aks, graph, snapshotsId) = args;
        Identity = GitHubIdentity.Declare(Scope, "preview", settings.Identity.GitHubRepository, $"{Scope.Stack}-preview", Child());
        Allow(
            "previews-resources", BuiltInRole.Reader, Scope.ResourceGroupId,
            "The job compares the program with what is there, and changes nothing");
        Allow("previews-find-cluster", BuiltInRole.ClusterUser, aks.Id, "The job asks Azure where the cluster's API is");
        Allow(
            "previews-workload", BuiltInRole.ClusterReader, aks.Id,
            "The job compares what runs in the cluster; this role shows no secrets");
        Allow(
            "previews-budget", BuiltInRole.CostReader, Output.Format($"/subscriptions/{Scope.SubscriptionId}"),
            "The job compares the budget, which is the subscription's");
        if (snapshotsId is not null)
            Allow(
                "previews-backup-group", BuiltInRole.Reader, snapshotsId,
                "The job compares the group of the cluster's snapshots, and the grants there");
        if (settings.Network.Existing is { } network)
            Allow(
                "previews-subnets", BuiltInRole.Reader, Output.Create(network.Id),
                "The job compares the stack's subnets and grants in this network");
        if (settings.Network.DnsZones is { } zones)
            Allow("previews-zones", BuiltInRole.Reader, Output.Create(zones.Id), "The job compares the stack's grants in these zones");
        GraphPermission.ReadApplications.Grant("previews", graph, Identity, Child());
        GraphPermission.ReadGroups.Grant("previews", graph, Identity, Child());
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["clientId"] = Identity.ClientId,
        });
    }

    public UserAssignedIdentity Identity { get; }

    private void Allow(string name, BuiltInRole role, Output<string> at, string why)
        => Grant.To(Scope, name, Principal.Of(Identity), new(role, at), why);
}
