using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.MachineLearning;

public sealed class ServerlessModelTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public void Model_ByDefault_IsNone(string run) => Assert.Empty(Stacks[run].All("ServerlessEndpoint"));

    [Theory]
    [InlineData("azureml://registries/azureml/models/Phi-4", null)]
    [InlineData("azureml://registries/azureml-meta/models/Llama-3.3-70B-Instruct", "Llama-3-3-70B-Instruct")]
    public async Task Model_ThatIsSet_TakesEntraTokensAndIsCheckedForHarm(string model, string? subscription)
    {
        var run = await StackRun.OfAsync("dev", ("serverlessModel", model));
        var endpoint = run.One("ServerlessEndpoint");

        Assert.Equal(
            (model, "AAD", "Enabled"),
            (
                endpoint.Text("properties.modelSettings.modelId"), endpoint.Text("properties.authMode"),
                endpoint.Text("properties.contentSafety.contentSafetyStatus")));
        // Microsoft's own are not sold by others
        Assert.Equal(subscription, run.All("MarketplaceSubscription").SingleOrDefault()?.Text("name"));
    }

    [Fact]
    public async Task Model_ThatIsSet_IsServedByTheInferenceServer_WhichMayCallItAlone()
    {
        var run = await StackRun.OfAsync("dev", ("serverlessModel", "azureml://registries/azureml/models/Phi-4"));
        var environment = Enumerable.Range(0, 40).Select(at => $"spec.template.spec.containers.0.env.{at}")
            .Where(at => run.One("Deployment", "deployment").Text($"{at}.name") is not null)
            .ToDictionary(
                at => run.One("Deployment", "deployment").Text($"{at}.name")!,
                at => run.One("Deployment", "deployment").Text($"{at}.value"));
        Assert.Equal(
            $"{run.One("ServerlessEndpoint").Answer("properties.inferenceEndpoint.uri")}/v1",
            environment["Generation__Upstream__Phi-4__Address"]);
        Assert.Equal("https://ml.azure.com/.default", environment["Generation__Upstream__Phi-4__Scope"]);

        var grant = run.One("RoleAssignment", "workload-calls-serverless");
        Assert.Equal(
            (run.One("UserAssignedIdentity", "workload").Answer("principalId"), "ServicePrincipal"),
            (grant.Text("principalId"), grant.Text("principalType")));
        Assert.EndsWith("/f6c7c914-8db3-469d-8ca1-694a8f32e121", grant.Text("roleDefinitionId"), StringComparison.Ordinal);
        Assert.Equal(run.One("ServerlessEndpoint").Id, grant.Text("scope"));
        Assert.NotNull(run.One("NetworkPolicy", "allow-texts"));
    }
}
