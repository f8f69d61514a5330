using Platform.Infra.Registry;
using Platform.Infra.Tests.Cloud;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Utilities;

namespace Platform.Infra.Tests;

public sealed class OutputTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private static readonly string _tag = BuildSource.In(StackFiles.Root, ImageContent.Inference).Tag;

    [Fact]
    public async Task Outputs_OfDev_SayWhereEverythingIs()
    {
        var registry = Dev.One("Registry", "registry").Text("registryName");
        var (client, gateway) = (Dev.One("Application").Answer("clientId"), Dev.GatewayUrl);

        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["apiClientId"] = client,
                ["apiIdentifierUri"] = $"api://{client}",
                ["clusterName"] = "aks-platform-dev",
                ["currency"] = "EUR",
                ["defaultModel"] = "iris",
                ["gatewayUrl"] = $"{gateway}/inference/v1",
                ["healthUrl"] = $"{gateway}/health/ready",
                ["image"] = $"{registry}.azurecr.io/inference:{_tag}",
                ["prometheusEndpoint"] = Dev.One("AzureMonitorWorkspace").Answer("metrics.prometheusQueryEndpoint"),
                ["registryName"] = registry,
                ["resourceGroup"] = "rg-platform-dev-westeurope",
                ["workspaceName"] = "mlw-platform-dev",
            },
            (await ValuesAsync(Dev)).Where(output => output.Key is not ("tiers" or "plans" or "smokeKey")).ToDictionary());
    }

    [Theory, MemberData(nameof(All))]
    public async Task Outputs_OfAnyStack_HoldNoSecret(string run)
        => Assert.DoesNotContain(
            (await ValuesAsync(Stacks[run])).Values, value => $"{value}".Contains("PRIVATE", StringComparison.Ordinal));

    [Theory, MemberData(nameof(All))]
    public async Task Kubeconfig_OfAnyStack_IsSecret(string run)
    {
        var provider = Assert.IsType<Pulumi.Kubernetes.ProviderArgs>(Stacks[run].One("kubernetes", "kubernetes").Args);

        Assert.True(await Output.IsSecretAsync(provider.KubeConfig!.ToOutput()));
    }

    [Theory, MemberData(nameof(All))]
    public async Task WorkloadsKey_OfAnyStack_IsSecretInTheCluster(string run)
    {
        var secret = Assert.IsType<SecretArgs>(Stacks[run].One("Secret", "certificate").Args);

        Assert.True(await Output.IsSecretAsync(secret.StringData.ToOutput()));
    }

    [Fact]
    public void Image_OfDeployment_IsWhatTheBuildMakes()
    {
        var build = Prod.One("Template", $"image-{_tag}");

        Assert.Equal($"inference:{_tag}", build.Text("properties.template.resources.0.properties.runRequest.imageNames.0"));
        Assert.EndsWith(
            $".azurecr.io/inference:{_tag}@{Prod.Digest}", Prod.One("Deployment").Text("spec.template.spec.containers.0.image"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void ImageBuild_OfAnUnchangedSource_IsLeftAlone()
    {
        var build = Prod.One("Template", $"image-{_tag}");
        var options = Assert.IsType<CustomResourceOptions>(build.Options);

        Assert.Equal(["properties", "tags"], options.IgnoreChanges);
        Assert.Equal("source/plan.tar.gz", build.Text("properties.parameters.sourceLocation.value"));
        Assert.Single(options.Hooks.BeforeCreate);
    }

    private static async Task<Dictionary<string, object?>> ValuesAsync(StackRun run)
    {
        var values = new Dictionary<string, object?>();
        foreach (var (name, output) in run.Outputs)
            values.Add(name, await OutputUtilities.GetValueAsync(output));
        return values;
    }
}
