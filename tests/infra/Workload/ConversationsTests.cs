using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Workload;

/// <summary>Conversations are kept where a stack says where, and nowhere else.</summary>
public sealed class ConversationsTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private const string Server = "psql-example.postgres.database.azure.com";

    [Theory, MemberData(nameof(All))]
    public void Stack_WithoutAServer_KeepsNone(string run)
    {
        Assert.DoesNotContain(Environment(Stacks[run]).Keys, name => name.StartsWith("Conversations__", StringComparison.Ordinal));
        Assert.DoesNotContain(Stacks[run].All("NetworkPolicy"), policy => policy.Name is "allow-conversations" or "allow-sign-in");
    }

    [Fact]
    public async Task Stack_WithAServer_ReachesItAsTheWorkloadsIdentity_WithoutAPassword()
    {
        var run = await StackRun.OfAsync("dev", ("conversationsServer", Server), ("conversationsDays", "7"));
        var environment = Environment(run);

        Assert.Equal(
            ($"Host={Server};Database=conversations;Username={run.One("UserAssignedIdentity", "workload").Text("resourceName")};SSL "
                + "Mode=VerifyFull", "7", "1000"),
            (environment["Conversations__Database"], environment["Conversations__Days"], environment["Conversations__Most"]));
        Assert.Equal("WorkloadIdentityCredential", environment["AZURE_TOKEN_CREDENTIALS"]);
        Assert.Equal(5432.0, Convert.ToDouble(run.One("NetworkPolicy", "allow-conversations")["spec.egress.0.ports.0.port"]));
        Assert.Equal(443.0, Convert.ToDouble(run.One("NetworkPolicy", "allow-sign-in")["spec.egress.0.ports.0.port"]));
    }

    [Fact]
    public async Task CredentialOfTheWorkload_IsSaidOnce()
    {
        var run = await StackRun.OfAsync(
            "dev", ("conversationsServer", Server), ("serverlessModel", "azureml://registries/azureml/models/Phi-4"));

        Assert.Single(Names(run), name => name == "AZURE_TOKEN_CREDENTIALS");
    }

    private static List<string> Names(StackRun run)
        => [
            .. Enumerable.Range(0, 60).Select(
                at => run.One("Deployment", "deployment").Text($"spec.template.spec.containers.0.env.{at}.name")).OfType<string>(),
        ];

    private static Dictionary<string, string?> Environment(StackRun run) => Names(run).Index().ToDictionary(
        each => each.Item,
        each => run.One("Deployment", "deployment")[$"spec.template.spec.containers.0.env.{each.Index}.value"]?.ToString());
}
