using System.Text.Json.Nodes;
using Platform.Review.Diff;
using Platform.Review.Evaluation;
using Platform.Review.Graph;
using Platform.Review.Plans;
using Platform.Review.Tests.Diff;

namespace Platform.Review.Tests.Graph;

public sealed class ArchitectureGraphTests
{
    private const string Group = "/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg";

    private const string Identity = $"{Group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id";
    private const string Network = $"{Group}/providers/Microsoft.Network/virtualNetworks/vnet";

    private static readonly PlannedResource _vault = Azure("platform/secrets/vault", "keyvault:Vault", ("vaultName", "kv"));
    private static readonly PlannedResource _secret =
        Azure("platform/secrets/key", "keyvault:Secret", ("vaultName", "kv"), ("secretName", "key"));

    [Fact]
    public void Of_Children_ArePartsOfTheirResource()
    {
        var node = Assert.Single(ArchitectureGraph.Of(Planted.Of(_secret, _vault)).Nodes);

        Assert.Equal(
            ("platform/secrets/vault", "Key Vault", "secrets/vault", "secrets", "other"),
            (node.Id, node.Title, node.Name, node.Component, node.Boundary));
        Assert.Equal(["vault", "key"], node.Resources.Select(resource => resource.Name));
    }

    [Theory]
    [InlineData("azure-native:future:HugeMachine", "Huge machine")]
    [InlineData("other:index/thing:Thing", "Thing")]
    [InlineData("plain", "Plain")]
    public void Of_UnknownKind_IsANodeOfItsName(string type, string title)
    {
        var node = Assert.Single(ArchitectureGraph.Of(Planted.Of(Planted.Resource("platform/lab/one", type))).Nodes);

        Assert.Equal(("platform/lab/one", title, "other"), (node.Id, node.Title, node.Boundary));
    }

    [Theory]
    [InlineData(3, "HugeMachine|HugeMachine|HugeMachine", "lab/m0 lab/m1 lab/m2")]
    [InlineData(4, "HugeMachine × 4", "lab/m0, m1, m2, m3")]
    public void Of_ManyOfAKind_AreShownAsOneFromFourOn(int count, string titles, string names)
    {
        var machines =
            Enumerable.Range(0, count).Select(number => Planted.Resource($"platform/lab/m{number}", "azure-native:future:HugeMachine"));

        var nodes = ArchitectureGraph.Of(Planted.Of([.. machines])).Nodes;

        Assert.Equal(
            titles.Replace("HugeMachine", "Huge machine", StringComparison.Ordinal), string.Join('|', nodes.Select(node => node.Title)));
        Assert.Equal(names, string.Join(' ', nodes.Select(node => node.Name)));
    }

    [Fact]
    public void Of_ManyWithACommonStart_SaysItOnce()
    {
        var groups = new[] { "nodes", "gateway" }
            .Select(name => Planted.Resource($"platform/network/nsg-{name}", "azure-native:network:NetworkSecurityGroup"));

        Assert.Equal("network/nsg-{nodes, gateway}", Assert.Single(ArchitectureGraph.Of(Planted.Of([.. groups])).Nodes).Name);
    }

    [Fact]
    public void Of_RoleOfAnIdentity_IsAnEdgeFromWhoeverActsAsIt()
    {
        var identity = Azure("platform/identity/machine", "managedidentity:UserAssignedIdentity", ("resourceName", "id"));
        var machine = Planted.Resource("platform/lab/machine", "azure-native:future:Machine", new()
        {
            ["identity"] = new JsonObject { ["userAssignedIdentities"] = new JsonArray(Identity) },
        });

        Assert.Equal(
            [new("platform/lab/machine", "platform/secrets/vault", EdgeLayer.Access, ["Key Vault Administrator"])],
            ArchitectureGraph.Of(Planted.Of(Grant(), identity, machine, _vault)).Edges, Same);
        Assert.Equal(
            [new("platform/identity/machine", "platform/secrets/vault", EdgeLayer.Access, ["Key Vault Administrator"])],
            ArchitectureGraph.Of(Planted.Of(Grant(), identity, _vault)).Edges, Same);
        Assert.Empty(ArchitectureGraph.Of(Planted.Of(Grant(), machine, _vault)).Edges);
    }

    [Fact]
    public void Of_IdInAnInput_IsAUse()
    {
        const string Id = $"{Group}/providers/Microsoft.KeyVault/vaults/KV/secrets/key";
        var app = Planted.Resource("platform/lab/app", "azure-native:future:App", new() { ["vault"] = Id });

        var edges = ArchitectureGraph.Of(Planted.Of(app, _secret, _vault)).Edges;

        Assert.Equal([new("platform/lab/app", "platform/secrets/vault", EdgeLayer.Use, ["uses"])], edges, Same);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    [InlineData("/applications/unknown")]
    [InlineData("://")]
    [InlineData("text")]
    [InlineData("/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/another")]
    public void Of_TextThatNamesNobody_IsNoEdge(string text)
    {
        var group = Planted.Resource("platform/group", "azure-native:resources:ResourceGroup", new() { ["resourceGroupName"] = "rg" });
        var cluster = Azure("platform/cluster/aks", "containerservice:ManagedCluster", ("resourceName", "aks"));
        var monitor = Azure("platform/metrics/all", "monitor:AzureMonitorWorkspace", ("azureMonitorWorkspaceName", "metrics"));
        var app = Planted.Resource("platform/lab/app", "azure-native:future:App", new() { ["note"] = text });

        Assert.Empty(ArchitectureGraph.Of(Planted.Of(group, cluster, monitor, app)).Edges);
    }

    [Theory]
    [InlineData("kv.vault.azure.net", "platform/secrets/vault")]
    [InlineData("https://cr.azurecr.io/v2/", "platform/registry/registry")]
    [InlineData("cr.azurecr.io/image:1", "platform/registry/registry")]
    public void Of_AddressOfAResource_IsAnEdgeToIt(string text, string target)
    {
        var registry = Azure("platform/registry/registry", "containerregistry:Registry", ("registryName", "cr"));
        var app = Planted.Resource("platform/lab/app", "azure-native:future:App", new() { ["address"] = text });

        var edges = ArchitectureGraph.Of(Planted.Of(registry, _vault, app)).Edges;

        Assert.Equal(target, Assert.Single(edges).To);
    }

    [Fact]
    public void Of_SubnetsAsResources_AreBoundariesToo()
    {
        var network = Azure("platform/network/vnet", "network:VirtualNetwork", ("virtualNetworkName", "vnet"));
        var subnet = Azure(
            "platform/network/own", "network:Subnet",
            ("virtualNetworkName", "vnet"), ("subnetName", "snet-own"), ("addressPrefix", "10.0.0.0/24"));
        var machine = Planted.Resource(
            "platform/lab/machine", "azure-native:future:Machine", new() { ["subnetId"] = $"{Network}/subnets/snet-own" });

        var graph = ArchitectureGraph.Of(Planted.Of(machine, network, subnet));

        Assert.Contains(
            new Boundary("platform/network/vnet/snet-own", BoundaryKind.Subnet, "snet-own 10.0.0.0/24", "platform/network/vnet"),
            graph.Boundaries);
        Assert.Equal("platform/network/vnet/snet-own", graph.Nodes.Single(node => node.Id == machine.Path).Boundary);
    }

    [Fact]
    public void Of_NetworkThatIsNotOfTheStack_IsABoundaryToo()
    {
        const string Subnet = "/subscriptions/1/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/vnet-hub/subnets/snet-ours";
        var machine = Planted.Resource("platform/lab/machine", "azure-native:future:Machine", new() { ["subnetId"] = Subnet });

        var graph = ArchitectureGraph.Of(Planted.Of(machine));

        var subnet = graph.Boundaries.Single(boundary => boundary.Id == Assert.Single(graph.Nodes).Boundary);
        Assert.Equal("snet-ours", subnet.Label);
        Assert.Equal(
            "Virtual network vnet-hub, not of this stack", graph.Boundaries.Single(boundary => boundary.Id == subnet.Parent).Label);
    }

    [Fact]
    public void Of_SubnetThatIsLetIn_IsNotWhereSomethingStands()
    {
        var account = Planted.Resource("platform/storage/account", "azure-native:storage:StorageAccount", new()
        {
            ["networkRuleSet"] = new JsonObject
            {
                ["virtualNetworkRules"] = new JsonArray(new JsonObject { ["virtualNetworkResourceId"] = $"{Network}/subnets/snet" }),
            },
            ["publicNetworkAccess"] = "Enabled",
        });

        Assert.Equal("public", Assert.Single(ArchitectureGraph.Of(Planted.Of(account)).Nodes).Boundary);
    }

    [Fact]
    public void Of_NoBase_IsNotCompared()
    {
        var graph = ArchitectureGraph.Of(Planted.Of(_vault));

        Assert.False(graph.IsCompared);
        Assert.Null(graph.Nodes[0].Change);
    }

    [Fact]
    public void Of_Changes_AreAtTheirNodes()
    {
        var machine = Planted.Resource("platform/lab/machine", "azure-native:future:Machine");
        var before =
            Planted.Of(_vault, _secret, machine, Planted.Resource("platform/lab/old", "azure-native:future:Machine", new() { ["n"] = 1 }));
        var after = Planted.Of(
            _vault,
            Azure("platform/secrets/key", "keyvault:Secret", ("vaultName", "kv"), ("secretName", "key"), ("attributes", "other")),
            machine with { Inputs = new() { ["size"] = "large" } },
            Planted.Resource("platform/lab/new", "azure-native:future:Disk"));

        var graph = ArchitectureGraph.Of(after, PlanDiff.Between(before, after));

        Assert.True(graph.IsCompared);
        Assert.Equal(
            ["platform/lab/machine Changed 1", "platform/lab/new Added 1", "platform/lab/old Removed 1",
                "platform/secrets/vault Changed 1"],
            graph.Nodes.Select(node => $"{node.Id} {node.Change} {node.Changes.Count}"));
    }

    [Fact]
    public void Of_AnotherKindAtTheSamePath_ShowsBoth()
    {
        var before = Planted.Of(Planted.Resource("platform/lab/one", "azure-native:future:Disk"));
        var after = Planted.Of(Planted.Resource("platform/lab/one", "azure-native:future:Machine"));

        var graph = ArchitectureGraph.Of(after, PlanDiff.Between(before, after));

        Assert.Equal(
            ["platform/lab/one Added", "platform/lab/one (removed) Removed"], graph.Nodes.Select(node => $"{node.Id} {node.Change}"));
    }

    [Fact]
    public void Of_GrantAdded_IsAnAddedEdge()
    {
        var identity = Azure("platform/identity/machine", "managedidentity:UserAssignedIdentity", ("resourceName", "id"));
        var (before, after) = (Planted.Of(identity, _vault), Planted.Of(Grant(), identity, _vault));

        Assert.Equal(ChangeKind.Added, Assert.Single(ArchitectureGraph.Of(after, PlanDiff.Between(before, after)).Edges).Change);
        Assert.Equal(ChangeKind.Removed, Assert.Single(ArchitectureGraph.Of(before, PlanDiff.Between(after, before)).Edges).Change);
    }

    [Fact]
    public void Limited_TooMany_KeepsWhatChangesAndWhatHasMostEdges()
    {
        var identity = Azure("platform/identity/machine", "managedidentity:UserAssignedIdentity", ("resourceName", "id"));
        var others =
            Enumerable.Range(0, 20).Select(number => Planted.Resource($"platform/c{number}/one", "azure-native:future:Machine")).ToArray();
        var before = Planted.Of([Grant(), identity, _vault, .. others]);
        var after = before.With("platform/c7/one", resource => resource with { Inputs = new() { ["size"] = 2 } });

        var graph = ArchitectureGraph.Of(after, PlanDiff.Between(before, after)).Limited(3, 10);

        Assert.Equal(["platform/c7/one", "platform/identity/machine", "platform/secrets/vault"], graph.Nodes.Select(node => node.Id));
        Assert.Equal((1, 20), (graph.Edges.Count, graph.LeftOut + 1));
    }

    private static PlannedResource Grant() => Azure(
        "platform/secrets/administers",
        "authorization:RoleAssignment",
        ("scope", $"{Group}/providers/Microsoft.KeyVault/vaults/kv"),
        ("roleAssignmentName", "grant"),
        ("roleDefinitionId", "/providers/Microsoft.Authorization/roleDefinitions/00482a5a-887f-4fb3-b363-3b7fe8e74483"),
        ("principalId", (string)Review.Evaluation.AzureOutputs.Of(
            "azure-native:managedidentity:UserAssignedIdentity", Identity)["principalId"]));

    private static PlannedResource Azure(string path, string type, params (string Name, string Value)[] inputs)
        => Planted.Resource(path, $"azure-native:{type}", new(
            inputs.Append(("resourceGroupName", "rg")).Select(input => KeyValuePair.Create(input.Item1, (JsonNode?)input.Item2))));

    private static bool Same(GraphEdge one, GraphEdge other)
        => (one.From, one.To, one.Layer, one.Change) == (other.From, other.To, other.Layer, other.Change)
            && one.Labels.SequenceEqual(other.Labels);
}
