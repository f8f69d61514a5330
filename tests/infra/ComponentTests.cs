using System.Collections.Concurrent;
using System.Text.Json;
using Platform.Infra.Tests.Cloud;
using Pulumi;
using Pulumi.Testing;

namespace Platform.Infra.Tests;

/// <summary>Components have the form that Pulumi's own have, so that whoever knows one knows all.</summary>
[Collection(StacksCollection.Name)]
public sealed class ComponentTests
{
    private static Type[] Components { get; } =
        [.. typeof(PlatformStack).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(PlatformComponent)) && !type.IsAbstract)];

    [Fact]
    public void Component_OfAnyConcern_IsMadeOfNameArgumentsAndOptions()
    {
        Assert.True(Components.Length > 20, $"only {Components.Length} components were found");
        Assert.All(Components, component =>
        {
            var parameters = Assert.Single(component.GetConstructors()).GetParameters();
            Assert.Equal(["name", "args", "options"], parameters.Select(parameter => parameter.Name));
            Assert.Equal((typeof(string), $"{component.Name}Args"), (parameters[0].ParameterType, parameters[1].ParameterType.Name));
            Assert.Equal((typeof(ComponentResourceOptions), true), (parameters[2].ParameterType, parameters[2].HasDefaultValue));
        });
    }

    [Fact]
    public async Task Component_WithWhatOthersUse_RegistersIt()
    {
        var values = StackFiles.Values("dev");
        var cloud = new ToldOutputs();
        Environment.SetEnvironmentVariable("PULUMI_CONFIG", JsonSerializer.Serialize(values));
        try
        {
            await Deployment.TestAsync<PlatformStack>(
                cloud, new TestOptions { ProjectName = "platform", StackName = "dev", RootDirectory = StackFiles.Root, IsPreview = false });
        }
        finally
        {
            Environment.SetEnvironmentVariable("PULUMI_CONFIG", null);
        }

        Assert.Equal(
            [
                "api-application: clientId identifierUri", "billing: paymentSecretName", "certificates: authorityEnd", "cluster: clusterId",
                "console-application: clientId", "database: connectionString serverId", "gateway: healthUrl serviceId url",
                "identity: gatewayClientId workloadClientId", "machine-learning: workspaceId", "network: id",
                "observability: actionGroupId insightsId workspaceId", "prometheus: queryEndpoint workspaceId", "registry: image registryId",
                "secrets: vaultId", "storage: accountId", "tier-free: productId",
                "tier-metered: productId", "tier-premium: productId", "tier-standard: productId", "tier-trial: productId", "usage: accountId logsUrl recordsUrl", "workload: namespace",
            ],
            cloud.Told.Where(told => told.Value.Length > 0).Select(told => $"{told.Key}: {told.Value}").Order(StringComparer.Ordinal));
    }

    /// <summary>The recorder, and what components told besides.</summary>
    private sealed class ToldOutputs : IMocks
    {
        private readonly RecordingCloud _cloud = new();

        public ConcurrentDictionary<string, string> Told { get; } = new();

        public Task<(string? id, object state)> NewResourceAsync(MockResourceArgs args) => _cloud.NewResourceAsync(args);

        public Task<object> CallAsync(MockCallArgs args) => _cloud.CallAsync(args);

        public Task RegisterResourceOutputs(MockRegisterResourceOutputsRequest args)
        {
            if (args.Urn.Contains("platform:infra:", StringComparison.Ordinal))
                Told[args.Urn.Split("::")[^1]] = string.Join(' ', args.Outputs.Keys.Order(StringComparer.Ordinal));
            return Task.CompletedTask;
        }
    }
}
