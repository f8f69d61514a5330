using Platform.Infra.Grants;
using Platform.Infra.Pipeline;
using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Pipeline;

public sealed class DeployIdentityTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private const string Group = "/subscriptions/12345678-aaaa-bbbb-cccc-1234567890ab/resourceGroups/rg-hub";

    [Fact]
    public void Stack_WithoutRepository_HasNoDeployIdentity()
    {
        Assert.DoesNotContain(Prod.Resources, resource => resource.Name is "deploy-identity" or "preview-identity");
        Assert.Null(Prod.One("Application")["owners"]);
    }

    [Fact]
    public async Task Stack_WithRepository_LetsItsEnvironmentDeployWithinTheGroup()
    {
        var run = await StackRun.OfAsync("prod", ("githubRepository", "contoso/platform"));

        Assert.Contains("repo:contoso/platform:environment:prod", Subjects(run));
        Assert.Equal(
            ["assigns-policies", "deploys-resources", "deploys-role-assignments", "keeps-budget", "uploads-assets"],
            OfTheJob(run).Select(grant => grant.Name).Order());
        Assert.All(
            ["deploys-resources", "deploys-role-assignments"],
            name => Assert.EndsWith(
                "/rg-platform-prod-westeurope", run.One("RoleAssignment", name).Text("scope"), StringComparison.Ordinal));
        Assert.Equal(run.One("Budget").Text("scope"), run.One("RoleAssignment", "keeps-budget").Text("scope"));
        Assert.Equal(
            run.One("RoleAssignment", "deployer-uploads-assets").Text("scope"), run.One("RoleAssignment", "uploads-assets").Text("scope"));
        Assert.Equal(run.One("Group").Answer("objectId"), run.One("GroupMember", "administers-cluster").Text("groupObjectId"));
    }

    [Fact]
    public async Task Job_OfAStack_AssignsTheStacksRolesAndNotItsOwn()
    {
        var run = await StackRun.OfAsync("prod", ("githubRepository", "contoso/platform"));

        var grant = run.One("RoleAssignment", "deploys-role-assignments");
        Assert.Equal("2.0", grant.Text("conditionVersion"));
        var roles = string.Join(
            ", ",
            BuiltInRole.All.Select(role => role.Id).Where(id => id != "f58310d9-a9f6-439a-9e8d-f62e7b41a168")
                .Order(StringComparer.Ordinal));
        Assert.Equal(
            "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/write'})) OR "
            + $"(@Request[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {{{roles}}} AND "
            + "@Request[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase "
            + "{'ServicePrincipal', 'Group'})) AND "
            + "((!(ActionMatches{'Microsoft.Authorization/roleAssignments/delete'})) OR "
            + $"(@Resource[Microsoft.Authorization/roleAssignments:RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {{{roles}}} AND "
            + "@Resource[Microsoft.Authorization/roleAssignments:PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase "
            + "{'ServicePrincipal', 'Group'}))",
            grant.Text("condition"));
    }

    [Fact]
    public async Task Job_InEntra_OwnsTheApplicationAndReadsTheRest()
    {
        var run = await StackRun.OfAsync("prod", ("githubRepository", "contoso/platform"));

        var (job, preview) = (PrincipalId(run, "deploy-identity"), PrincipalId(run, "preview-identity"));
        Assert.Equal(job, run.One("Application").Text("owners.0"));
        Assert.Equal(job, run.One("ServicePrincipal", "service-principal").Text("owners.0"));
        Assert.Equal(true, run.One("ServicePrincipal", "graph")["useExisting"]);
        Assert.Equal(
            new[]
            {
                (job, "Application.Read.All"), (job, "Application.ReadWrite.OwnedBy"), (job, "Group.Read.All"),
                (preview, "Application.Read.All"), (preview, "Group.Read.All"),
            }.Order(),
            run.All("AppRoleAssignment").Select(permission => (
                permission.Text("principalObjectId")!,
                GraphPermission.All.Single(each => each.Id == permission.Text("appRoleId")).Name)).Order());
        Assert.All(
            run.All("AppRoleAssignment"),
            permission => Assert.Equal(run.One("ServicePrincipal", "graph").Answer("objectId"), permission.Text("resourceObjectId")));
    }

    [Fact]
    public async Task Job_OnWhatIsThere_MayDoWhatTheStackAddsThere()
    {
        var network = $"{Group}/providers/Microsoft.Network/virtualNetworks/vnet-spoke";
        var workspace = $"{Group}/providers/Microsoft.OperationalInsights/workspaces/log-central";
        var run = await StackRun.OfAsync(
            "prod", ("githubRepository", "contoso/platform"), ("networkId", network), ("networkDnsZonesGroup", Group),
            ("logWorkspaceId", workspace));

        Assert.Equal(
            [("adds-subnets", "Network Contributor", network), ("names-endpoints", "Private DNS Zone Contributor", Group),
                ("sends-logs", "Log Analytics Contributor", workspace)],
            OfTheJob(run).Where(grant => grant.Text("scope")!.StartsWith(Group, StringComparison.Ordinal)).OrderBy(grant => grant.Name)
                .Select(
                    grant =>
                        (
                            grant.Name,
                            BuiltInRole.All.Single(
                                role => grant.Text("roleDefinitionId")!.EndsWith(role.Id, StringComparison.Ordinal)).Name,
                            grant.Text("scope")!)));
    }

    [Fact]
    public async Task Stack_WithRepository_LetsItsPreviewEnvironmentReadAndNoMore()
    {
        var run = await StackRun.OfAsync("prod", ("githubRepository", "contoso/platform"));

        Assert.Equal(["repo:contoso/platform:environment:prod", "repo:contoso/platform:environment:prod-preview"], Subjects(run));
        var roles = run.All("RoleAssignment").Where(grant => grant.Name.StartsWith("previews-", StringComparison.Ordinal))
            .Select(grant => grant.Text("roleDefinitionId")!.Split('/')[^1]);
        Assert.Equal([BuiltInRole.Reader.Id, BuiltInRole.ClusterUser.Id, BuiltInRole.ClusterReader.Id, BuiltInRole.CostReader.Id], roles);
    }

    [Fact]
    public async Task Subjects_OfARepositoryWithIds_AreAsGitHubIssuesThem()
    {
        var run = await StackRun.OfAsync("prod", ("githubRepository", "contoso@5544123/platform@821093847"));

        Assert.Equal(
            [
                "repo:contoso@5544123/platform@821093847:environment:prod",
                "repo:contoso@5544123/platform@821093847:environment:prod-preview",
            ],
            Subjects(run));
    }

    private static IEnumerable<string> Subjects(StackRun run)
        => run.All("FederatedIdentityCredential")
            .Where(credential => credential.Text("issuer")!.Contains("githubusercontent", StringComparison.Ordinal))
            .Select(credential => credential.Text("subject")!).Order(StringComparer.Ordinal);

    private static IEnumerable<Declared> OfTheJob(StackRun run)
        => run.All("RoleAssignment").Where(grant => grant.Text("principalId") == PrincipalId(run, "deploy-identity"));

    private static string PrincipalId(StackRun run, string identity) => run.One("UserAssignedIdentity", identity).Answer("principalId");
}
