using Platform.Infra.Grants;
using Platform.Infra.MachineLearning;
using Platform.Infra.Tests.Cloud;
using Pulumi;
using Pulumi.Utilities;

namespace Platform.Infra.Tests.MachineLearning;

public sealed class ManagedOnlineEndpointTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private const string Blue = "blue-ds2-v2";
    private const string Green = "green-ds2-v2";
    private const string Whole = "properties.template.resources.0";

    [Fact]
    public void Endpoint_ByDefault_IsNot()
    {
        foreach (var run in new[] { Dev, Prod })
        {
            Assert.Empty(run.All("OnlineEndpoint"));
            Assert.Empty(run.All("OnlineDeployment"));
        }

        Assert.DoesNotContain(Dev.All("RoleAssignment"), grant => grant.Name.StartsWith("endpoint-", StringComparison.Ordinal));
        // The image is an environment all the same, for whoever deploys it by hand
        Assert.Single(Dev.All("EnvironmentVersion"), version => version.Text("name") == "inference");
    }

    [Theory, MemberData(nameof(All))]
    public void Environment_OfTheImage_SaysWhereTheServerAnswers(string run)
    {
        var environment = Assert.Single(Stacks[run].All("EnvironmentVersion"), version => version.Text("name") == "inference");

        Assert.Matches($":{environment.Name["env-image-".Length..]}$", environment.Text("properties.image"));
        Assert.Equal("/score", environment.Text("properties.inferenceConfig.scoringRoute.path"));
        Assert.Equal("/v2/health/live", environment.Text("properties.inferenceConfig.livenessRoute.path"));
        Assert.Equal("/v2/health/ready", environment.Text("properties.inferenceConfig.readinessRoute.path"));
        Assert.Equal(8080.0, Convert.ToDouble(environment["properties.inferenceConfig.scoringRoute.port"]));
    }

    [Theory]
    [InlineData("dev", "public", "Enabled")]
    [InlineData("prod", "privateInternetOutbound", "Disabled")]
    [InlineData("prod", "privateApprovedOutbound", "Disabled")]
    public async Task Endpoint_ByMode_IsWrittenTheSameTwice(string stack, string isolation, string access)
    {
        var run = await StackRun.OfAsync(stack, ("networkIsolation", isolation), ("endpointEnabled", "true"));
        var (endpoint, routing) = (run.One("OnlineEndpoint"), run.One("Template", "endpoint-routing"));

        Assert.Equal("AADToken", endpoint.Text("properties.authMode"));
        Assert.Equal(access, endpoint.Text("properties.publicNetworkAccess"));
        foreach (var input in new[] { "authMode", "publicNetworkAccess", "description" })
            Assert.Equal(endpoint.Text($"properties.{input}"), routing.Text($"{Whole}.properties.{input}"));
        Assert.Equal($"mlw-platform-{stack}/{endpoint.Text("endpointName")}", routing.Text($"{Whole}.name"));
        Assert.Equal(stack, routing.Text($"{Whole}.tags.environment"));
        Assert.Equal("Incremental", routing.Text("properties.mode"));
        // Any other write would take the split away
        Assert.Null(endpoint["properties.traffic"]);
        Assert.Equal(["identity", "properties", "tags"], endpoint.Options.IgnoreChanges);
    }

    [Fact]
    public async Task Routing_ComesAfterTheDeployments_AndLeadsToBlue()
    {
        var routing = (await WithEndpointAsync()).One("Template", "endpoint-routing");

        Assert.Equal(100.0, Convert.ToDouble(routing[$"{Whole}.properties.traffic.{Blue}"]));
        Assert.Null(routing[$"{Whole}.properties.traffic.{Green}"]);
        Assert.Equal(
            ["blue"],
            (await OutputUtilities.GetValueAsync(routing.Options.DependsOn.ToOutput())).Select(needed => needed.GetResourceName()));
    }

    [Theory]
    [InlineData("endpointGreenPercent", "25", 75, 25, 0)]
    [InlineData("endpointMirrorPercent", "10", 100, 0, 10)]
    public async Task Split_BetweenTwoDeployments_IsAsSet(string key, string percent, int blue, int green, int mirrored)
    {
        var run = await WithEndpointAsync(("endpointGreenVersion", "1"), (key, percent));
        var routing = run.One("Template", "endpoint-routing");

        Assert.Equal(
            (blue, green, mirrored),
            (Percent(routing, $"traffic.{Blue}"), Percent(routing, $"traffic.{Green}"), Percent(routing, $"mirrorTraffic.{Green}")));
        Assert.Equal([Blue, Green], run.All("OnlineDeployment").Select(slot => slot.Text("deploymentName")).Order());
    }

    [Fact]
    public async Task Slot_OfTheModel_MountsItAsTheServersRepository()
    {
        var prod = await WithEndpointAsync();
        var (slot, model) = (prod.One("OnlineDeployment", "blue"), prod.One("ModelVersion", "model-iris-1"));

        Assert.Equal("Standard_DS2_v2", slot.Text("properties.instanceType"));
        Assert.Equal("ModelVersion", prod.KindOf(slot.Text("properties.model")));
        Assert.Equal("EnvironmentVersion", prod.KindOf(slot.Text("properties.environmentId")));
        Assert.Equal(
            $"/var/azureml-app/azureml-models/iris/{model.Text("version")}", slot.Text("properties.environmentVariables.Models__Root"));
        Assert.Equal("iris", slot.Text("properties.environmentVariables.Models__Default"));
        Assert.EndsWith("/iris", model.Text("properties.modelUri"), StringComparison.Ordinal);
        Assert.Equal(3.0, Convert.ToDouble(slot["sku.capacity"]));
    }

    [Fact]
    public async Task Instances_BetweenTwoCounts_AreScaledByAzure()
    {
        var prod = await WithEndpointAsync();
        var scaling = prod.One("AutoscaleSetting", "scale-blue");
        Assert.Equal(("3", "6"), (scaling.Text("profiles.0.capacity.minimum"), scaling.Text("profiles.0.capacity.maximum")));
        Assert.Equal("OnlineDeployment", prod.KindOf(scaling.Text("targetResourceUri")));
        Assert.Equal(["sku.capacity"], prod.One("OnlineDeployment", "blue").Options.IgnoreChanges);

        var run = await WithEndpointAsync(("endpointInstancesMin", "2"), ("endpointInstancesMax", "2"));
        Assert.Empty(run.All("AutoscaleSetting"));
        Assert.Empty(run.One("OnlineDeployment", "blue").Options.IgnoreChanges);
        Assert.Equal(2.0, Convert.ToDouble(run.One("OnlineDeployment", "blue")["sku.capacity"]));
    }

    [Fact]
    public async Task Slot_OfAnotherSize_IsAnotherDeployment()
    {
        var run = await WithEndpointAsync(("endpointInstanceSize", "Standard_NC24ads_A100_v4"), ("endpointGreenVersion", "1"));

        Assert.Equal(
            ["blue-nc24ads-a100-v4", "green-nc24ads-a100-v4"],
            run.All("OnlineDeployment").Select(slot => slot.Text("deploymentName")).Order());
        Assert.All(run.All("OnlineDeployment"), slot => Assert.InRange(slot.Text("deploymentName")!.Length, 3, 32));
    }

    [Fact]
    public async Task Endpoint_WithKeysAllowed_TakesThem()
    {
        var run = await WithEndpointAsync(("endpointKeysAllowed", "true"));

        Assert.Equal("Key", run.One("OnlineEndpoint").Text("properties.authMode"));
        Assert.Equal("Key", run.One("Template", "endpoint-routing").Text($"{Whole}.properties.authMode"));
    }

    [Fact]
    public async Task Endpoint_MayDoWhatItNeeds_AndNoMore()
    {
        var run = await WithEndpointAsync();
        var identity = run.One("UserAssignedIdentity", "endpoint-identity").Answer("principalId");

        Assert.Equal(
            [
                ("endpoint-pulls-image", BuiltInRole.AcrPull.Id, "Registry"),
                ("endpoint-reads-models", BuiltInRole.BlobDataReader.Id, "StorageAccount"),
                ("endpoint-writes-metrics", BuiltInRole.MachineLearningMetricsWriter.Id, "Workspace"),
            ],
            run.All("RoleAssignment").Where(grant => grant.Text("principalId") == identity).OrderBy(grant => grant.Name)
                .Select(
                    grant => (grant.Name, grant.Text("roleDefinitionId")!.Split('/')[^1],
                        run.KindOf(grant.Text("scope")!.Split("/blobServices/")[0])!)));
    }

    [Fact]
    public async Task Endpoint_SendsItsLogs()
    {
        var run = await WithEndpointAsync();
        var setting = run.One("DiagnosticSetting", "diagnostics-endpoint");

        Assert.Equal(run.One("OnlineEndpoint").Id, setting.Text("resourceUri"));
        Assert.Equal("AmlOnlineEndpointTrafficLog", setting.Text("logs.0.category"));
        Assert.Equal("AmlOnlineEndpointEventLog", setting.Text("logs.2.category"));
    }

    [Fact]
    public async Task Endpoint_OfAModelThatIsNot_SaysWhichThereAre()
    {
        var (failure, _) = await StackRun.FailAsync("prod", ("endpointEnabled", "true"), ("endpointBlueVersion", "7"));

        Assert.Contains(
            "app/models holds no version 7 of a model 'iris'; it holds bank/1, iris/1, sentiment/1, sentiment/2, stories/1",
            failure.ToString(),
            StringComparison.Ordinal);
    }

    private static Task<StackRun> WithEndpointAsync(params (string Key, string Value)[] settings)
        => StackRun.OfAsync("prod", [.. settings, ("endpointEnabled", "true")]);

    private static int Percent(Declared routing, string path) => Convert.ToInt32(routing[$"{Whole}.properties.{path}"]);
}
