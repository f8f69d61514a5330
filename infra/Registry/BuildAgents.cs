using System.Collections.Immutable;
using Platform.Infra.Components;
using Platform.Infra.Network;
using Pulumi;
using Pulumi.AzureNative.ContainerRegistry;
using static Platform.Infra.Components.ArmTemplate;

namespace Platform.Infra.Registry;

/// <summary>
/// Machines in the platform's network that build images, as a registry that is closed to the internet is closed to the shared ones as well.
/// They are paid for by the second whether they build or not, so there is one only while the template of a build runs:
/// https://learn.microsoft.com/azure/container-registry/tasks-agent-pools
/// </summary>
internal sealed class BuildAgents
{
    private const string Type = "Microsoft.ContainerRegistry/registries/agentPools";
    private const string Version = "2019-06-01-preview";
    private const string Name = "builds";
    private const string Tier = "S1";

    private readonly PlatformScope _scope;
    private readonly AgentPool _pool;
    private readonly Output<string> _subnet;

    public BuildAgents(ConcernScope scope, Pulumi.AzureNative.ContainerRegistry.Registry registry, PlatformNetwork network)
    {
        (_scope, _subnet) = (scope, network.BuildsSubnetId);
        _pool = new("build-agents", new()
        {
            AgentPoolName = Name,
            RegistryName = registry.Name,
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Count = 0,
            Tier = Tier,
            Os = OS.Linux,
            VirtualNetworkSubnetResourceId = _subnet,
        }, scope.Child(network.Egress));
    }

    /// <summary>The resources of a build's template, of which the run itself is the first.</summary>
    /// <param name="run">Without agents.</param>
    public Output<ImmutableArray<object>> Around(ImmutableDictionary<string, object> run, string runType, Output<string> registry)
        => Output.Tuple(registry, _subnet, _pool.Name).Apply(given =>
        {
            var (name, subnet, _) = given;
            return List(
                run.Add("dependsOn", List($"[resourceId('{Type}', '{name}', '{Name}')]")),
                Sized(name, subnet, 1),
                Afterwards(Sized(name, subnet, 0), $"[resourceId('{runType}', '{name}', {OwnName})]"));
        });

    public static ImmutableDictionary<string, object> Request(ImmutableDictionary<string, object> request)
        => request.Add("agentPoolName", Name);

    private ImmutableDictionary<string, object> Sized(string registry, string subnet, int count) => Map(
        ("type", Type), ("apiVersion", Version), ("name", $"{registry}/{Name}"), ("location", _scope.Location),
        ("tags", _scope.TagValues.ToImmutableDictionary(tag => tag.Key, tag => (object)tag.Value)),
        ("properties", Map(
            ("count", count), ("tier", Tier), ("os", "Linux"), ("virtualNetworkSubnetResourceId", subnet))));

    // One template may name a resource once; a template within it, once more
    private static ImmutableDictionary<string, object> Afterwards(ImmutableDictionary<string, object> resource, string after) => Map(
        ("type", "Microsoft.Resources/deployments"), ("apiVersion", "2025-04-01"), ("name", $"[concat({OwnName}, '-rest')]"),
        ("dependsOn", List(after)),
        ("properties", Map(("mode", "Incremental"), ("template", Whole(Map(("resources", List(resource))))))));
}
