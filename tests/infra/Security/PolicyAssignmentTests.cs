using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Security;

/// <summary>Azure's initiatives on the stack's group.</summary>
public sealed class PolicyAssignmentTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public void Group_OfAnyStack_IsHeldToAzuresInitiatives(string run)
        => Assert.Equal(
            ["/providers/Microsoft.Authorization/policySetDefinitions/1f3afdf9-d0c9-4c3d-847f-89da613e70a8",
                "/providers/Microsoft.Authorization/policySetDefinitions/42b8ef37-b724-4e24-bbc8-7a7708edfe00"],
            Stacks[run].All("PolicyAssignment").Select(assignment => assignment.Text("policyDefinitionId")!).Order(StringComparer.Ordinal));

    [Fact]
    public async Task Initiatives_OfAStackFile_AreThoseAlone()
    {
        var run = await StackRun.OfAsync("dev", ("policyInitiatives", """["PodSecurity"]"""));

        Assert.Equal("pod-security", run.One("PolicyAssignment").Text("policyAssignmentName"));
        Assert.EndsWith("/rg-platform-dev-westeurope", run.One("PolicyAssignment").Text("scope"), StringComparison.Ordinal);
        Assert.Empty((await StackRun.OfAsync("dev", ("policyInitiatives", "[]"))).All("PolicyAssignment"));
    }

    [Fact]
    public async Task Job_OfAStackWithInitiatives_MayAssignThem()
        => Assert.EndsWith(
            "/36243c78-bf99-498c-9df9-86d9f8d28608",
            (await StackRun.OfAsync("dev", ("githubRepository", "contoso/platform"))).One("RoleAssignment", "assigns-policies")
                .Text("roleDefinitionId"),
            StringComparison.Ordinal);
}
