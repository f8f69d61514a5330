using Platform.Infra.Registry;
using Platform.Infra.Tests.Cloud;
using Platform.Infra.Tests.Settings;
using Pulumi.Utilities;

namespace Platform.Infra.Tests.Runner;

/// <summary>A GitHub runner in the network of a private stack.</summary>
public sealed class SelfHostedRunnerTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private const string Set = "pulumi config set --stack test";
    private const string Remove = "pulumi config rm --stack test";
    private static readonly (string, string)[] _settings = [
        ("runnerEnabled", "true"), ("githubRepository", "contoso@5544123/platform@821093847"),
    ];

    [Theory, MemberData(nameof(All))]
    public void Stack_WithoutARunner_HasNothingOfIt(string run)
    {
        Assert.Empty(Stacks[run].All("ManagedEnvironment"));
        Assert.DoesNotContain(Stacks[run].Custom, resource => resource.Type.StartsWith("azure-native:app:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Job_OfTheRunner_IsStartedForEachJobOfGitHubs()
    {
        var job = (await StackRun.OfAsync("prod", [.. _settings, ("runnerMax", "3")])).One("Job");
        var scale = "configuration.eventTriggerConfig.scale";

        Assert.Equal(("Event", "github-runner"), (job.Text("configuration.triggerType"), job.Text($"{scale}.rules.0.type")));
        Assert.Equal((0.0, 3.0), (Convert.ToDouble(job[$"{scale}.minExecutions"]), Convert.ToDouble(job[$"{scale}.maxExecutions"])));
        Assert.Equal(
            ("contoso", "platform", "platform-prod"),
            (job.Text($"{scale}.rules.0.metadata.owner"), job.Text($"{scale}.rules.0.metadata.repos"),
                job.Text($"{scale}.rules.0.metadata.labels")));
        Assert.Equal("contoso/platform", job.Text("template.containers.0.env.0.value"));
        Assert.Equal("platform-prod", job.Text("template.containers.0.env.1.value"));
    }

    // Neither program nor state nor the job's definition has it
    [Fact]
    public async Task Token_OfTheRunner_IsInTheVaultAlone()
    {
        var run = await StackRun.OfAsync("prod", _settings);
        var (job, secret) = (run.One("Job"), run.One("Secret", "runner-token"));

        Assert.Equal("github-token", job.Text("template.containers.0.env.2.secretRef"));
        Assert.Null(job["configuration.secrets.0.value"]);
        Assert.Contains("secrets/", job.Text("configuration.secrets.0.keyVaultUrl"), StringComparison.Ordinal);
        Assert.Equal(["properties"], secret.Options.IgnoreChanges);
        Assert.Equal(run.One("Vault", "vault").Text("vaultName"), secret.Text("vaultName"));
        Assert.NotNull(await OutputUtilities.GetValueAsync(run.Outputs["runnerSecret"]));
    }

    [Fact]
    public async Task Identity_OfTheRunner_PullsAndReadsItsTokenAndNoMore()
    {
        var run = await StackRun.OfAsync("prod", _settings);

        var identity = run.One("UserAssignedIdentity", "runner").Answer("principalId");
        Assert.Equal(
            ["runner-pulls-image", "runner-reads-token"],
            run.All("RoleAssignment").Where(grant => grant.Text("principalId") == identity).Select(grant => grant.Name).Order());
        Assert.Contains("/secrets/", run.One("RoleAssignment", "runner-reads-token").Text("scope"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environment_OfTheRunner_IsInASubnetOfItsOwnAndPublicToNobody()
    {
        var run = await StackRun.OfAsync("prod", _settings);
        var (environment, vnet) = (run.One("ManagedEnvironment"), run.One("VirtualNetwork"));
        var subnet = Enumerable.Range(0, 10).First(i => vnet.Text($"subnets.{i}.name") == "snet-runner");

        Assert.EndsWith("/subnets/snet-runner", environment.Text("vnetConfiguration.infrastructureSubnetId"), StringComparison.Ordinal);
        Assert.Equal((true, "Disabled"), (environment["vnetConfiguration.internal"], environment.Text("publicNetworkAccess")));
        Assert.Equal(
            ("10.30.7.64/26", "Microsoft.App/environments"),
            (vnet.Text($"subnets.{subnet}.addressPrefix"), vnet.Text($"subnets.{subnet}.delegations.0.serviceName")));
        Assert.NotNull(vnet[$"subnets.{subnet}.natGateway.id"]);
        Assert.Equal("rg-platform-prod-westeurope-runner", environment.Text("infrastructureResourceGroup"));
        Assert.Equal("rg-platform-prod-westeurope-runner", run.One("Budget").Text("filter.dimensions.values.2"));
    }

    [Fact]
    public async Task Firewall_OfAStackWithARunner_LetsItReachGitHub()
    {
        var run = await StackRun.OfAsync("prod", [.. _settings, ("networkIsolation", "privateApprovedOutbound")]);
        var rules = run.One("FirewallPolicyRuleCollectionGroup");
        var applications = Enumerable.Range(0, 8).Select(i => $"ruleCollections.0.rules.{i}").ToArray();
        var runner = Assert.Single(applications, rule => rules.Text($"{rule}.name") == "runner");

        Assert.Equal(("10.30.7.64/26", "github.com"), (rules.Text($"{runner}.sourceAddresses.0"), rules.Text($"{runner}.targetFqdns.0")));
        Assert.Contains(run.One("AzureFirewall").Resource, await run.One("ManagedEnvironment").DependenciesAsync());
        var builds = Assert.Single(applications, rule => rules.Text($"{rule}.name") == "image-builds");
        Assert.Equal("ghcr.io", rules.Text($"{builds}.targetFqdns.2"));
    }

    [Fact]
    public async Task Image_OfTheRunner_IsBuiltAfterTheOthers()
    {
        var tag = BuildSource.In(StackFiles.Root, ImageContent.Runner).Tag;
        var run = await StackRun.OfAsync("prod", _settings);

        Assert.Equal($"image-{tag}", run.One("Template", $"image-{tag}").Name);
        Assert.Contains($"/runner:{tag}@sha256:", run.One("Job").Text("template.containers.0.image"), StringComparison.Ordinal);
    }

    [Fact]
    public void Load_RunnerOfAPublicStack_WantsNone()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:runnerEnabled", "'true'",
                "false, as platform:networkIsolation is public and GitHub's own machines reach the stack",
                $"{Remove} runnerEnabled"),
            SettingsCase.Message(("runnerEnabled", "true"), ("githubRepository", "contoso/platform")));

    [Fact]
    public void Load_RunnerOfNoRepository_WantsOne()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:runnerEnabled", "'true'", "false, as platform:githubRepository is not set and a runner is one of a repository",
                $"{Remove} runnerEnabled"),
            SettingsCase.Message(("runnerEnabled", "true"), ("networkIsolation", "privateInternetOutbound")));

    [Fact]
    public void Load_RunnerWithoutRoom_WantsALargerRange()
        => Assert.Equal(
            SettingsCase.Problem(
                "platform:networkAddressSpace", "'10.20.0.0/23'",
                "a range of /22 or larger, as platform:runnerEnabled is true and the runner has a subnet of its own",
                $"{Set} networkAddressSpace 10.20.0.0/22"),
            SettingsCase.Message(
                ("runnerEnabled", "true"), ("networkIsolation", "privateInternetOutbound"), ("githubRepository", "contoso/platform"),
                ("networkAddressSpace", "10.20.0.0/23")));

    [Theory]
    [InlineData("true", "", true,
        "the image of eng/runner by its digest, as platform:registryImage is set and the registry builds none", "set")]
    [InlineData("true", "registry.example.com/runner@sha256:{0}", false,
        "nothing, as platform:registryImage is not set and the registry builds all images", "rm")]
    [InlineData(
        "false", "registry.example.com/runner@sha256:{0}", false, "nothing, as platform:runnerEnabled is false and there is no runner",
        "rm")]
    public void Load_ImageThatDoesNotGoWithTheRegistry_SaysWhichGoes(
        string enabled, string image, bool isElsewhere, string allowed, string verb)
    {
        var digest = new string('0', 64);
        image = image.Replace("{0}", digest, StringComparison.Ordinal);

        Assert.Equal(
            SettingsCase.Problem(
                "platform:runnerImage", $"'{image}'", allowed,
                verb == "rm" ? $"{Remove} runnerImage" : $"{Set} runnerImage registry.example.com/runner@sha256:{digest}"),
            SettingsCase.Message(
                ("runnerEnabled", enabled), ("runnerImage", image), ("networkIsolation", "privateInternetOutbound"),
                ("githubRepository", "contoso/platform"),
                ("registryImage", isElsewhere ? $"registry.example.com/inference@sha256:{digest}" : "")));
    }
}
