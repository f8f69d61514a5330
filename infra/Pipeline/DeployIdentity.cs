using Platform.Infra.Cluster;
using Platform.Infra.Components;
using Platform.Infra.Grants;
using Platform.Infra.Naming;
using Platform.Infra.Network;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureAD;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ManagedIdentity;

namespace Platform.Infra.Pipeline;

/// <summary>
/// What a job that deploys the stack is in Azure: of the GitHub environment with the stack's name. Whoever deploys first grants it what
/// follows; it cannot change these grants itself.
/// </summary>
internal sealed class DeployIdentity : PlatformComponent
{
    public DeployIdentity(string name, DeployIdentityArgs args, ComponentResourceOptions? options = null)
        : base("DeployIdentity", name, args.Scope, options)
    {
        var (_, settings, admins, assetsContainerId, snapshotsId) = args;
        Identity = GitHubIdentity.Declare(Scope, "deploy", settings.Identity.GitHubRepository, Scope.Stack, Child());
        To(
            "deploys-resources", BuiltInRole.Contributor, Scope.ResourceGroupId,
            "The job writes every resource of the stack, all of which are in this group");
        Grant.To(
            Scope, "deploys-role-assignments", Principal.Of(Identity),
            new(BuiltInRole.AccessAdministrator, Scope.ResourceGroupId) { Condition = Delegation.Condition },
            "The job assigns the stack's parts the roles that they need, and no others");
        To(
            "uploads-assets", BuiltInRole.BlobDataContributor, assetsContainerId,
            "The job brings models, data and code; Contributor lets nobody write blobs");
        To(
            "keeps-budget", BuiltInRole.CostContributor, Output.Format($"/subscriptions/{Scope.SubscriptionId}"),
            "The job writes the budget, which counts the group of the nodes as well; of the rest of the subscription it sees "
            + "the cost alone");
        if (settings.PolicyInitiatives.Count > 0)
            To(
                "assigns-policies", BuiltInRole.PolicyContributor, Scope.ResourceGroupId,
                "The job assigns Azure's initiatives to the group");
        if (snapshotsId is not null)
            GrantOnSnapshots(snapshotsId);
        GrantOnWhatIsThere(settings);
        Graph = new("graph", new() { ClientId = GraphPermission.ClientId, UseExisting = true }, Child());
        GrantInEntra();
        _ = new GroupMember("administers-cluster", new()
        {
            GroupObjectId = admins.Group.ObjectId,
            MemberObjectId = Identity.PrincipalId,
        }, Child());
        RegisterOutputs(new Dictionary<string, object?>
        {
            ["clientId"] = Identity.ClientId,
        });
    }

    public UserAssignedIdentity Identity { get; }

    /// <summary>Microsoft Graph in the tenant, which is there: a resource, as a job that previews may ask Entra no questions.</summary>
    public ServicePrincipal Graph { get; }

    private void GrantOnWhatIsThere(PlatformSettings settings)
    {
        if (settings.Network.Existing is { } network)
            To(
                "adds-subnets", BuiltInRole.NetworkContributor, Output.Create(network.Id),
                "The job writes the stack's subnets into this network");
        if (settings.Network.DdosPlan is { } plan)
            To(
                "joins-ddos-plan", BuiltInRole.NetworkContributor, Output.Create(plan.Id),
                "The job puts the stack's network under this plan");
        if (settings.Network.FlowLogDays > 0)
            To(
                "writes-flow-logs", BuiltInRole.NetworkContributor, FlowLogs.WatcherId(Scope),
                "The job writes the flow log of the stack's network");
        foreach (var linked in settings.Network.Linked)
            To(
                ShortHash.Name("links-zones-", linked.Id.ToLowerInvariant()), BuiltInRole.NetworkContributor, Output.Create(linked.Id),
                "The job links the stack's private DNS zones to this network");
        if (settings.Network.DnsZones is { } zones)
            To(
                "names-endpoints", BuiltInRole.PrivateZoneContributor, Output.Create(zones.Id),
                "Private endpoints write their records into these zones");
        if (settings.Observability.LogWorkspace is { } workspace)
            To(
                "sends-logs", BuiltInRole.LogAnalyticsContributor, Output.Create(workspace.Id),
                "The job makes the stack's resources write to this workspace");
    }

    // Whoever deploys first makes this group too, which a job that has roles in the other one alone could not
    private void GrantOnSnapshots(Output<string> groupId)
    {
        To("writes-backup-group", BuiltInRole.Contributor, groupId, "The job writes the group of the cluster's snapshots");
        Grant.To(
            Scope, "writes-backup-role-assignments", Principal.Of(Identity),
            new(BuiltInRole.AccessAdministrator, groupId) { Condition = Delegation.Condition },
            "The job assigns the cluster and Azure Backup their roles there");
    }

    // The tiers' roles are the application's, which the job owns; what else it finds in Entra it compares, and leaves as it is
    private void GrantInEntra()
    {
        foreach (var permission in GraphPermission.All)
            permission.Grant("deploys", Graph, Identity, Child());
    }

    private void To(string name, BuiltInRole role, Output<string> at, string why)
        => Grant.To(Scope, name, Principal.Of(Identity), new(role, at), why);
}
