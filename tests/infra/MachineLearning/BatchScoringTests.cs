using Platform.Infra.Tests.Cloud;
using Pulumi;
using Pulumi.Utilities;

namespace Platform.Infra.Tests.MachineLearning;

public sealed class BatchScoringTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Theory, MemberData(nameof(All))]
    public void Batch_InAnyStack_RunsOnTheTrainingCluster(string run)
    {
        var deployment = Stacks[run].One("BatchDeployment");

        Assert.Equal(Stacks[run].One("Compute").Id, deployment.Text("properties.compute"));
        Assert.Equal("ModelVersion", Stacks[run].KindOf(deployment.Text("properties.model.assetId")));
        Assert.Equal("CodeVersion", Stacks[run].KindOf(deployment.Text("properties.codeConfiguration.codeId")));
        Assert.Equal("batch.py", deployment.Text("properties.codeConfiguration.scoringScript"));
        Assert.Equal("AppendRow", deployment.Text("properties.outputAction"));
        Assert.Equal(1.0, Convert.ToDouble(deployment["properties.resources.instanceCount"]));
    }

    [Theory, MemberData(nameof(All))]
    public async Task Endpoint_InAnyStack_NamesItsDefaultWhenThatIsThere(string run)
    {
        var (endpoint, routing) = (Stacks[run].One("BatchEndpoint"), Stacks[run].One("Template", "batch-routing"));

        Assert.Equal("AADToken", endpoint.Text("properties.authMode"));
        Assert.Null(endpoint["properties.defaults"]);
        Assert.Equal(["properties", "tags"], endpoint.Options.IgnoreChanges);
        Assert.EndsWith(
            $"/{endpoint.Text("endpointName")}", routing.Text("properties.template.resources.0.name"), StringComparison.Ordinal);
        Assert.Equal("AADToken", routing.Text("properties.template.resources.0.properties.authMode"));
        Assert.Equal(
            Stacks[run].One("BatchDeployment").Text("deploymentName"),
            routing.Text("properties.template.resources.0.properties.defaults.deploymentName"));
        Assert.Equal(
            ["batch-onnx"],
            (await OutputUtilities.GetValueAsync(routing.Options.DependsOn.ToOutput())).Select(needed => needed.GetResourceName()));
    }
}
