using System.Collections.Immutable;
using Platform.Infra.Registry;
using Platform.Infra.Tests.Cloud;
using Platform.Review.Evaluation;

namespace Platform.Infra.Tests.Registry;

public sealed class ImageBuildTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private static readonly string _tag = BuildSource.In(StackFiles.Root, ImageContent.Inference).Tag;

    [Theory, InlineData("Failed"), InlineData("Canceled"), InlineData("Running")]
    public async Task Build_ThatDidNotSucceed_RollsNothingOutAndSaysHowToBuildAgain(string status)
    {
        var (failure, resources) = await StackRun.FailAsync(
            (type, answer) => type == "azure-native:resources:Deployment"
                ? answer with { Outputs = answer.Outputs.MergedWith(Ended(status)) }
                : answer,
            "dev");
        var registry = Dev.One("Registry", "registry").Text("registryName");

        Assert.Contains(
            $"the build of the image with tag {_tag} ended as '{status}'. Its log: az acr task logs --registry {registry} --run-id plan\n"
            + "To build it again: pulumi state delete --stack dev 'urn:pulumi:dev::platform::", failure.ToString(),
            StringComparison.Ordinal);
        Assert.Contains($"::image-{_tag}', then pulumi up", failure.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(resources, resource => resource.Kind == "Deployment" && resource.Inputs.Count > 0);
    }

    private static ImmutableDictionary<string, object> Ended(string status)
        => Outputs.Of(("properties", Outputs.Of(("outputs", Outputs.Of(("run", Outputs.Of(("value", Outputs.Of(
            ("properties", Outputs.Of(("status", status))))))))))));

    [Theory, MemberData(nameof(All))]
    public void Build_OfAnyStack_IsRunByATemplateUnderANameOfItsOwn(string run)
    {
        var build = Stacks[run].One("Template", $"image-{_tag}");
        var (registry, taskRun) = (Stacks[run].One("Registry", "registry").Text("registryName"), "properties.template.resources.0");

        Assert.Equal($"[concat('{registry}/', deployment().name)]", build.Text($"{taskRun}.name"));
        Assert.Equal("Microsoft.ContainerRegistry/registries/taskRuns", build.Text($"{taskRun}.type"));
        Assert.Equal("[parameters('sourceLocation')]", build.Text($"{taskRun}.properties.runRequest.sourceLocation"));
        Assert.Contains($"'{registry}', deployment().name", build.Text("properties.template.outputs.run.value"), StringComparison.Ordinal);
        // Pulumi makes a name up, so content that comes back meets no build of its own, and the record may go
        Assert.Null(build["deploymentName"]);
        Assert.Null(build.Options.RetainOnDelete);
        // No deployment builds again because the last one failed
        Assert.Empty(build.Options.ReplaceOnChanges);
        Assert.Empty(Stacks[run].All("TaskRun"));
    }

    [Theory, MemberData(nameof(Private))]
    public void Agents_OfAPrivateNetwork_AreThereOnlyWhileTheyBuild(string run)
    {
        var (pool, build) = (Stacks[run].One("AgentPool", "build-agents"), Stacks[run].One("Template", $"image-{_tag}"));
        const string Resources = "properties.template.resources";
        const string Rest = $"{Resources}.2.properties.template.resources.0";
        var registry = Stacks[run].One("Registry", "registry").Text("registryName");

        Assert.Equal(0.0, Convert.ToDouble(pool["count"]));
        foreach (var (resource, count) in new[] { ($"{Resources}.1", 1.0), (Rest, 0.0) })
        {
            Assert.Equal($"{registry}/{pool.Text("agentPoolName")}", build.Text($"{resource}.name"));
            Assert.Equal(count, Convert.ToDouble(build[$"{resource}.properties.count"]));
            // What a write leaves out, it takes away
            foreach (var input in new[] { "tier", "os", "virtualNetworkSubnetResourceId" })
                Assert.Equal(pool.Text(input), build.Text($"{resource}.properties.{input}"));
            foreach (var input in new[] { "location", "tags.environment" })
                Assert.Equal(pool.Text(input), build.Text($"{resource}.{input}"));
        }

        Assert.Equal(
            $"[resourceId('Microsoft.ContainerRegistry/registries/agentPools', '{registry}', 'builds')]",
            build.Text($"{Resources}.0.dependsOn.0"));
        Assert.Equal(
            $"[resourceId('Microsoft.ContainerRegistry/registries/taskRuns', '{registry}', deployment().name)]",
            build.Text($"{Resources}.2.dependsOn.0"));
    }

    [Fact]
    public async Task Image_BuiltElsewhere_IsUsedByItsDigestAndBuiltByNobody()
    {
        var image = $"registry.example.com/team/inference@sha256:{new string('d', 64)}";
        var run = await StackRun.OfAsync("prod", ("registryImage", image));

        Assert.DoesNotContain(run.All("Template"), template => template.Name.StartsWith("image-", StringComparison.Ordinal));
        Assert.DoesNotContain(run.Custom, resource => resource.Name == "build-agents");
        Assert.Equal(image, run.One("Deployment").Text("spec.template.spec.containers.0.image"));
        Assert.Equal(image, run.One("EnvironmentVersion", "env-image-dddddddddddd").Text("properties.image"));
    }

    [Fact]
    public void Registry_OfPremium_NamesWhereItsDataIs()
    {
        Assert.Equal(true, Prod.One("Registry", "registry")["dataEndpointEnabled"]);
        Assert.Equal(false, Dev.One("Registry", "registry")["dataEndpointEnabled"]);
    }
}
