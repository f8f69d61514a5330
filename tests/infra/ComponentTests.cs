using Platform.Infra.Components;
using Platform.Infra.Tests.Cloud;
using Pulumi;

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
        var run = await StackRun.OfAsync("dev", ("billingEnabled", "true"));

        Assert.Equal(
            [
                "api-application: clientId identifierUri", "billing: paymentSecretName", "certificates: authorityEnd", "cluster: clusterId",
                "console-application: clientId", "database: connectionString serverId", "gateway: healthUrl serviceId url",
                "identity: gatewayClientId workloadClientId", "inference-api: apiId", "machine-learning: workspaceId", "network: id",
                "observability: actionGroupId insightsId workspaceId", "prometheus: queryEndpoint workspaceId",
                "registry: image registryId",
                "secrets: vaultId", "storage: accountId", "tier-free: productId",
                "tier-metered: productId", "tier-premium: productId", "tier-standard: productId", "tier-trial: productId",
                "usage: accountId logsUrl recordsUrl", "workload: namespace",
            ],
            run.Told.Where(told => told.Outputs.Length > 0).Select(told => $"{told.Component}: {string.Join(' ', told.Outputs)}")
                .Order(StringComparer.Ordinal));
    }
}
