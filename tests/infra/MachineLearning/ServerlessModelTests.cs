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
}
