using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests;

public sealed class DeployIdentityTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Fact]
    public void Stack_WithoutRepository_HasNoDeployIdentity() =>
        Assert.DoesNotContain(Prod.Resources, resource => resource.Name == "deploy-identity");

    [Fact]
    public async Task Stack_WithRepository_LetsItsEnvironmentDeployWithinTheGroup()
    {
        var run = await StackRun.OfAsync("prod", ("githubRepository", "contoso/platform"));

        var federation = Assert.Single(run.All("FederatedIdentityCredential"), credential => credential.Text("issuer")!.Contains("githubusercontent", StringComparison.Ordinal));
        Assert.Equal("repo:contoso/platform:environment:prod", federation.Text("subject"));
        var grants = run.All("RoleAssignment").Where(grant => grant.Name.StartsWith("deploys-", StringComparison.Ordinal)).ToArray();
        Assert.Equal(["deploys-resources", "deploys-role-assignments"], grants.Select(grant => grant.Name).Order());
        Assert.All(grants, grant => Assert.Equal(run.One("Budget").Text("scope"), grant.Text("scope")));
        Assert.Equal(run.One("RoleAssignment", "deployer-uploads-assets").Text("scope"), run.One("RoleAssignment", "uploads-assets").Text("scope"));
    }
}
