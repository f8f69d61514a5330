using Platform.Review.Graph;
using Platform.Review.Tests.Diff;

namespace Platform.Review.Tests.Graph;

/// <summary>The platform's own stacks.</summary>
public sealed class RealGraphTests
{
    public static TheoryData<string, string> Modes => new()
    {
        { "dev", "public" }, { "prod", "privateInternetOutbound" }, { "prod", "privateApprovedOutbound" },
    };

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Of_EveryMode_HasEachResourceOnceAndEdgesBetweenNodes(string stack, string isolation)
    {
        var plan = await Planted.StackAsync(stack, Isolated(isolation));

        var graph = ArchitectureGraph.Of(plan);

        Assert.Equal(
            plan.Resources.Where(resource => resource.Custom).Select(resource => resource.Path).Order(StringComparer.Ordinal),
            graph.Nodes.SelectMany(node => node.Resources).Select(resource => resource.Path).Order(StringComparer.Ordinal));
        var ids = graph.Nodes.Select(node => node.Id).ToHashSet();
        Assert.Equal(graph.Nodes.Count, ids.Count);
        Assert.All(graph.Edges, edge => Assert.True(edge.From != edge.To && ids.Contains(edge.From) && ids.Contains(edge.To)));
        Assert.Equal(graph.Edges.Count, graph.Edges.Select(edge => (edge.From, edge.To, edge.Layer)).Distinct().Count());
        var known = new HashSet<string>();
        Assert.All(
            graph.Boundaries,
            boundary => Assert.True((boundary.Parent is null || known.Contains(boundary.Parent)) && known.Add(boundary.Id)));
        Assert.All(graph.Nodes, node => Assert.Contains(node.Boundary, known));
        Assert.InRange(graph.Nodes.Count, 15, 60);
    }

    [Fact]
    public async Task Of_ProductionStack_ShowsWhoCallsWhomAndWhatIsClosed()
    {
        var graph = ArchitectureGraph.Of(await Planted.StackAsync("prod"));

        Assert.Superset(
            new HashSet<string>
            {
                "callers HTTPS platform/gateway/service",
                "platform/gateway/service calls platform/workload/stable/deployment",
                "platform/workload/stable/deployment pulls the image platform/registry/registry",
                "platform/secrets/endpoint-vault private link platform/secrets/vault",
                "platform/storage/endpoint-storage-blob private link platform/storage/account",
                "platform/network/nat way out internet",
                "platform/cluster/aks AcrPull platform/registry/registry",
                "platform/registry/build-agents part of platform/registry/registry",
                "platform/secrets/vault logs platform/observability/logs",
            },
            graph.Edges.Select(edge => $"{edge.From} {string.Join(", ", edge.Labels)} {edge.To}").ToHashSet());
        Assert.Equal("platform/network/vnet/snet-gateway", BoundaryOf(graph, "platform/gateway/service"));
        Assert.Equal("platform/network/vnet/snet-endpoints", BoundaryOf(graph, "platform/secrets/endpoint-vault"));
        Assert.Equal("platform/network/vnet/snet-builds", BoundaryOf(graph, "platform/registry/build-agents"));
        Assert.Equal("platform/cluster/aks/objects", BoundaryOf(graph, "platform/workload/stable/deployment"));
        Assert.Equal("platform/network/vnet/snet-nodes", graph.Boundaries.Single(boundary => boundary.Kind == BoundaryKind.Cluster).Parent);
        Assert.Equal("private", BoundaryOf(graph, "platform/secrets/vault"));
        Assert.Equal("private", BoundaryOf(graph, "platform/storage/account"));
        Assert.Equal("entra", BoundaryOf(graph, "platform/cluster/admins/admins"));
        Assert.DoesNotContain(
            graph.Nodes.Where(node => node.Component is "secrets" or "storage" or "registry"), node => node.Boundary == "public");
    }

    [Fact]
    public async Task Of_PublicStack_HasItsServicesInReachOfTheInternet()
    {
        var graph = ArchitectureGraph.Of(await Planted.StackAsync("dev"));

        Assert.All(
            new[] { "registry/registry", "secrets/vault", "storage/account" },
            path => Assert.Equal("public", BoundaryOf(graph, $"platform/{path}")));
        Assert.DoesNotContain(graph.Nodes, node => node.Boundary == "private");
        Assert.Contains(
            graph.Boundaries, boundary => boundary is { Id: "platform/network/vnet/snet-endpoints", Label: "snet-endpoints 10.20.5.0/24" });
    }

    [Fact]
    public async Task WithoutTelemetry_KeepsTheRest()
    {
        var graph = ArchitectureGraph.Of(await Planted.StackAsync("prod"));

        Assert.Equal(graph.Edges.Where(edge => edge.Layer != EdgeLayer.Telemetry), graph.WithoutTelemetry().Edges);
        Assert.NotEqual(graph.Edges.Count, graph.WithoutTelemetry().Edges.Count);
    }

    internal static (string Key, string Value)[] Isolated(string isolation)
        => isolation == "privateApprovedOutbound"
            ? [("networkIsolation", isolation), ("networkPackageHosts", "[\"packages.example.com\"]")]
            : [("networkIsolation", isolation)];

    private static string BoundaryOf(ArchitectureGraph graph, string id) => graph.Nodes.Single(node => node.Id == id).Boundary;
}
