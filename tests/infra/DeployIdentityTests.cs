using Platform.Infra.Identity;
using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests;

public sealed class DeployIdentityTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Fact]
    public void Stack_WithoutRepository_HasNoDeployIdentity() =>
        Assert.DoesNotContain(Prod.Resources, resource => resource.Name is "deploy-identity" or "preview-identity");

    [Fact]
    public async Task Stack_WithRepository_LetsItsEnvironmentDeployWithinTheGroup()
    {
        var run = await StackRun.OfAsync("prod", ("githubRepository", "contoso/platform"));

        Assert.Contains("repo:contoso/platform:environment:prod", Subjects(run));
        var grants = run.All("RoleAssignment").Where(grant => grant.Name.StartsWith("deploys-", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["deploys-resources", "deploys-role-assignments"], grants.Select(grant => grant.Name).Order());
        Assert.All(grants, grant => Assert.Equal(run.One("Budget").Text("scope"), grant.Text("scope")));
        Assert.Equal(run.One("RoleAssignment", "deployer-uploads-assets").Text("scope"), run.One("RoleAssignment", "uploads-assets").Text("scope"));
    }

    [Fact]
    public async Task Stack_WithRepository_LetsItsPreviewEnvironmentReadAndNoMore()
    {
        var run = await StackRun.OfAsync("prod", ("githubRepository", "contoso/platform"));

        Assert.Equal(["repo:contoso/platform:environment:prod", "repo:contoso/platform:environment:prod-preview"], Subjects(run));
        var roles = run.All("RoleAssignment").Where(grant => grant.Name.StartsWith("previews-", StringComparison.Ordinal))
            .Select(grant => grant.Text("roleDefinitionId")!.Split('/')[^1]);
        Assert.Equal([BuiltInRole.Reader.Id, BuiltInRole.ClusterUser.Id, BuiltInRole.ClusterReader.Id], roles);
    }

    private static IEnumerable<string> Subjects(StackRun run) =>
        run.All("FederatedIdentityCredential").Where(credential => credential.Text("issuer")!.Contains("githubusercontent", StringComparison.Ordinal))
            .Select(credential => credential.Text("subject")!).Order(StringComparer.Ordinal);
}
