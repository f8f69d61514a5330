using Platform.Infra.Registry;
using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Registry;

public sealed class ImageBuildTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private static readonly string Tag = BuildSource.In(StackFiles.Root).Tag;

    [Theory, InlineData("Failed"), InlineData("Canceled"), InlineData("Running")]
    public async Task Build_ThatDidNotSucceed_RollsNothingOutAndSaysHowToBuildAgain(string status)
    {
        var (failure, resources) = await StackRun.FailAsync(new RecordingCloud { BuildStatus = status }, "dev");
        var registry = Dev.One("Registry", "registry").Text("registryName");

        Assert.Contains(
            $"the build of the image with tag {Tag} ended as '{status}'. Its log: az acr task logs --registry {registry} --run-id cb1\n"
            + "To build it again: pulumi state delete --stack dev 'urn:pulumi:dev::platform::", failure.ToString(),
            StringComparison.Ordinal);
        Assert.Contains($"::image-{Tag}', then pulumi up", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(resources, resource => resource.Kind == "Deployment" && resource.Inputs.Count > 0);
    }

    [Theory, MemberData(nameof(All))]
    public void Build_OfAnyStack_IsRunAnewWhereItFailed(string run) =>
        Assert.Equal(["#initerror"], Stacks[run].One("TaskRun").Options.ReplaceOnChanges);

    [Fact]
    public void Registry_OfPremium_NamesWhereItsDataIs()
    {
        Assert.Equal(true, Prod.One("Registry", "registry")["dataEndpointEnabled"]);
        Assert.Equal(false, Dev.One("Registry", "registry")["dataEndpointEnabled"]);
    }
}
