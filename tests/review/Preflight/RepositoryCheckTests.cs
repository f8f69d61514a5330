using System.Text.Json.Nodes;
using Platform.Review.Preflight;
using Platform.Review.Preflight.Asking;
using Platform.Review.Preflight.Checks;
using Platform.Review.Stacks;
using Platform.Review.Tests.Diff;

namespace Platform.Review.Tests.Preflight;

/// <summary>What is said of a repository that is not protected, from answers in the form of GitHub's API.</summary>
public sealed class RepositoryCheckTests
{
    private const string Repository = "gh api repos/contoso/platform/";

    private const string Environments = """
        {"total_count":5,"environments":[
          {"name":"prod","protection_rules":[{"type":"required_reviewers","prevent_self_review":true,"reviewers":[{"type":"Team","reviewer":{"slug":"owners"}}]},{"type":"branch_policy"}],
            "deployment_branch_policy":{"protected_branches":false,"custom_branch_policies":true}},
          {"name":"prod-risks","protection_rules":[{"type":"required_reviewers","prevent_self_review":true,"reviewers":[{"type":"User"}]},{"type":"branch_policy"}],
            "deployment_branch_policy":{"protected_branches":true,"custom_branch_policies":false}},
          {"name":"prod-preview","protection_rules":[],"deployment_branch_policy":null},
          {"name":"dev","protection_rules":[{"type":"branch_policy"}],"deployment_branch_policy":{"protected_branches":true,"custom_branch_policies":false}},
          {"name":"dev-preview","protection_rules":[],"deployment_branch_policy":null}]}
        """;

    private const string Rules = """
        [{"type":"pull_request","parameters":{"require_code_owner_review":true,"required_approving_review_count":1}},
         {"type":"required_status_checks","parameters":{"required_status_checks":[{"context":"test"}]}}]
        """;

    [Theory, InlineData("prod"), InlineData("dev")]
    public async Task Find_OfARepositoryThatIsProtectedAsTheRunbookSays_IsNothing(string stack)
        => Assert.Empty(await FindAsync(Protected(), stack));

    [Fact]
    public async Task Find_OfAStackThatNobodyDeploysFromGitHub_AsksNothing()
    {
        var commands = Protected();

        Assert.Empty(await FindAsync(commands, "prod", "system:serviceaccount:inference:inference"));
        Assert.Empty(commands.Asked);
    }

    [Theory]
    [InlineData("environments", "\"name\":\"prod-risks\"", "\"name\":\"prod-risk\"",
        "the environment 'prod-risks' is not there; GitHub makes it, unprotected, for the first job that names it")]
    [InlineData("environments", "\"type\":\"Team\",\"reviewer\":{\"slug\":\"owners\"}", "", "")]
    [InlineData(
        "environments", "\"reviewers\":[{\"type\":\"User\"}]", "\"reviewers\":[]",
        "nobody has to approve what is deployed to 'prod-risks'")]
    [InlineData(
        "environments", "\"prevent_self_review\":true,\"reviewers\":[{\"type\":\"User\"",
        "\"prevent_self_review\":false,\"reviewers\":[{\"type\":\"User\"",
        "whoever starts a deployment to 'prod-risks' may approve it")]
    [InlineData(
        "environments", "\"deployment_branch_policy\":{\"protected_branches\":false,\"custom_branch_policies\":true}",
        "\"deployment_branch_policy\":null",
        "'prod' can be deployed from every branch")]
    [InlineData(
        "environments/prod/deployment-branch-policies", "\"main\"}", "\"main\"},{\"name\":\"release/*\"}",
        "'prod' can be deployed from release/* too")]
    [InlineData(
        "rules/branches/main", "\"require_code_owner_review\":true", "\"require_code_owner_review\":false",
        "main takes changes that no code owner has reviewed")]
    [InlineData("rules/branches/main", "required_status_checks", "deletion", "main takes changes whose checks have not succeeded")]
    [InlineData(
        "codeowners/errors", "[]",
        """[{"line":3,"column":1,"kind":"Unknown owner","source":"/app/ @contoso/nobody\n","path":".github/CODEOWNERS"}]""",
        "line 3 of .github/CODEOWNERS asks nobody: Unknown owner, /app/ @contoso/nobody")]
    [InlineData("actions/oidc/customization/sub", "repo:contoso/platform", "repo:contoso@12/platform@34",
        "GitHub signs jobs in as 'repo:contoso@12/platform@34', and the stack trusts 'repo:contoso/platform': Entra would answer "
        + "AADSTS700213")]
    public async Task Find_OfALessProtectedOne_SaysWhatIsOpen(string path, string was, string isNow, string expected)
    {
        var given = Answers[path];
        Assert.Contains(was, given, StringComparison.Ordinal);

        var obstacles = await FindAsync(Protected().With($"{Repository}{path}", given.Replace(was, isNow, StringComparison.Ordinal)));

        Assert.Equal(expected.Length == 0 ? [] : [expected], obstacles.Select(obstacle => obstacle.What));
        Assert.All(obstacles, obstacle => Assert.Equal((Weight.Warning, "repository"), (obstacle.Weight, obstacle.Check)));
        Assert.All(obstacles, obstacle => Assert.Matches("docs/runbooks/pipeline.md|https://|pulumi config set", obstacle.Mend));
    }

    [Fact]
    public async Task Find_OfAnOlderProtectionOfTheBranch_CountsIt() => Assert.Empty(await FindAsync(Protected()
        .With($"{Repository}rules/branches/main", "[]")
        .With($"{Repository}branches/main/protection",
            """{"required_pull_request_reviews":{"require_code_owner_reviews":true},"required_status_checks":{"strict":true,"contexts":"""
            + """["test"]}}""")));

    [Fact]
    public async Task Find_OfABranchWithoutAny_SaysBoth() => Assert.Equal(
        ["main takes changes that no code owner has reviewed", "main takes changes whose checks have not succeeded"],
        (await FindAsync(Protected().With($"{Repository}rules/branches/main", "[]"))).Select(obstacle => obstacle.What));

    [Fact]
    public async Task Find_OfNoCodeScanning_SaysSoUnlessItIsSaidToBeOff()
    {
        const string Fault = "gh: Advanced Security must be enabled for this repository to use code scanning. (HTTP 403)";
        var off = Protected().Refusing($"{Repository}code-scanning/analyses", Fault);

        Assert.Equal([$"code scanning takes no findings: {Fault}"], (await FindAsync(off)).Select(obstacle => obstacle.What));
        Assert.Empty(
            await FindAsync(off.With($"{Repository}actions/variables/CODE_SCANNING", """{"name":"CODE_SCANNING","value":"off"}""")));
    }

    [Fact]
    public async Task Find_WhereNobodyIsSignedIn_SaysOnceThatItIsNotKnown() => Assert.Equal(
        [
            ("GitHub did not say how contoso/platform is protected: To get started with GitHub CLI, please run:  gh auth login",
                Weight.Warning),
        ],
        (await FindAsync(new RecordedCommands().Refusing("gh api", "To get started with GitHub CLI, please run:  gh auth login\n")))
            .Select(obstacle => (obstacle.What, obstacle.Weight)));

    [Fact]
    public async Task Find_WithoutTheProgram_SaysSo() => Assert.Equal(
        ["GitHub did not say how contoso/platform is protected: the program 'gh' was not found"],
        (await FindAsync(new RecordedCommands().Without("gh api"))).Select(obstacle => obstacle.What));

    [Fact]
    public async Task Find_OfARepositoryWithIds_AsksByItsNames() => Assert.Empty(await FindAsync(
        Protected().With(
            $"{Repository}actions/oidc/customization/sub", """{"use_default":true,"sub_claim_prefix":"repo:contoso@12/platform@34"}"""),
        "prod", "repo:contoso@12/platform@34:environment:prod"));

    private static Dictionary<string, string> Answers { get; } = new()
    {
        ["environments"] = Environments,
        ["environments/prod/deployment-branch-policies"] = """{"total_count":1,"branch_policies":[{"id":1,"name":"main"}]}""",
        ["rules/branches/main"] = Rules,
        ["codeowners/errors"] = """{"errors":[]}""",
        ["actions/oidc/customization/sub"] = """{"use_default":true,"sub_claim_prefix":"repo:contoso/platform"}""",
    };

    // GitHub has nothing else
    private static RecordedCommands Protected() => Answers.Aggregate(
        new RecordedCommands().Refusing("gh api", "gh: Not Found (HTTP 404)\n"),
        (commands, each) => commands.With($"{Repository}{each.Key}", each.Value));

    private static async Task<IReadOnlyList<Obstacle>> FindAsync(
        RecordedCommands commands, string stack = "prod", string subject = "repo:contoso/platform:environment:prod")
    {
        var plan = Planted.Of(Planted.Resource(
            "platform/deploy-identity/github", "azure-native:managedidentity:FederatedIdentityCredential",
            new JsonObject { ["subject"] = subject }));
        return await new RepositoryCheck().FindAsync(
            new(plan with { Stack = stack }, new("id", "tenant", "ada@example.com", false), new AzureCli(commands), commands,
                new StackConfiguration(stack, new Dictionary<string, string>(), [])), default);
    }
}
