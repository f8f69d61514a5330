using Platform.Infra.Network;
using Platform.Infra.Tests.Cloud;
using Pulumi;
using Pulumi.Utilities;

namespace Platform.Infra.Tests.Network;

/// <summary>The platform in a spoke that a network team hands out, with that team's zones, firewall and logs.</summary>
[Collection(StacksCollection.Name)]
public sealed class ExistingNetworkTests
{
    private const string Group = "/subscriptions/12345678-aaaa-bbbb-cccc-1234567890ab/resourceGroups/rg-hub";
    private const string Network = $"{Group}/providers/Microsoft.Network/virtualNetworks/vnet-spoke";
    private const string Workspace = $"{Group}/providers/Microsoft.OperationalInsights/workspaces/log-central";

    [Theory]
    [InlineData("public", 3)]
    [InlineData("privateInternetOutbound", 4)]
    [InlineData("privateApprovedOutbound", 5)]
    public async Task Network_Existing_TakesTheSubnetsOneAfterTheOther(string isolation, int count)
    {
        var run = await StackRun.OfAsync("prod", ("networkIsolation", isolation), ("networkId", Network));

        Assert.Empty(run.All("VirtualNetwork"));
        var subnets = run.All("Subnet").ToArray();
        Assert.Equal(count, subnets.Length);
        Assert.All(
            subnets,
            subnet => Assert.Equal(("vnet-spoke", "rg-hub"), (subnet.Text("virtualNetworkName"), subnet.Text("resourceGroupName"))));
        foreach (var (before, after) in subnets.Zip(subnets.Skip(1)))
            Assert.Contains(before.Resource, await OutputUtilities.GetValueAsync(after.Options.DependsOn.ToOutput()));
        foreach (var subnet in subnets.Where(subnet => subnet.Text("subnetName") != "AzureFirewallSubnet"))
        {
            Assert.StartsWith("snet-platform-prod-", subnet.Text("subnetName"), StringComparison.Ordinal);
            Assert.Equal("NetworkSecurityGroup", run.KindOf(subnet.Text("networkSecurityGroup.id")));
            Assert.Equal((false, "Enabled"), (subnet["defaultOutboundAccess"], subnet.Text("privateEndpointNetworkPolicies")));
        }

        Assert.EndsWith(
            "/snet-platform-prod-nodes", run.One("ManagedCluster").Text("agentPoolProfiles.0.vnetSubnetID"), StringComparison.Ordinal);
        Assert.EndsWith(
            "/snet-platform-prod-gateway", run.One("ApiManagementService").Text("virtualNetworkConfiguration.subnetResourceId"),
            StringComparison.Ordinal);
        Assert.All(run.All("VirtualNetworkLink"), link => Assert.Equal(Network, link.Text("virtualNetwork.id")));
        Assert.Equal(Network, run.One("RoleAssignment", "control-plane-joins-subnet").Text("scope"));
    }

    [Fact]
    public async Task Firewall_OfItsOwn_StandsInTheExistingNetwork()
    {
        var run = await StackRun.OfAsync("prod", ("networkIsolation", "privateApprovedOutbound"), ("networkId", Network));

        var subnet = Assert.Single(run.All("Subnet"), subnet => subnet.Text("subnetName") == "AzureFirewallSubnet");
        Assert.Equal(subnet.Id, run.One("AzureFirewall").Text("ipConfigurations.0.subnet.id"));
    }

    [Theory]
    [InlineData("privateInternetOutbound")]
    [InlineData("privateApprovedOutbound")]
    public async Task Hub_OfAnExistingNetwork_IsTheEgress(string isolation)
    {
        var run =
            await StackRun.OfAsync("prod", ("networkIsolation", isolation), ("networkId", Network), ("networkEgressNextHop", "10.0.0.4"));

        Assert.Empty(
            run.All("AzureFirewall").Concat(run.Custom.Where(resource => resource.Name == "nat")).Concat(run.All("FirewallPolicy")));
        Assert.Equal("userDefinedRouting", run.One("ManagedCluster").Text("networkProfile.outboundType"));
        Assert.Equal(
            ("0.0.0.0/0", "VirtualAppliance", "10.0.0.4"),
            (
                Route(run, "routes", 0, "addressPrefix"), Route(run, "routes", 0, "nextHopType"),
                Route(run, "routes", 0, "nextHopIpAddress")));
        // API Management's management traffic, and its answers to callers, go the way they came
        Assert.Equal(
            ("ApiManagement", "Internet"),
            (Route(run, "routes-gateway", 0, "addressPrefix"), Route(run, "routes-gateway", 0, "nextHopType")));
        Assert.Equal(
            ("0.0.0.0/0", "Internet"), (Route(run, "routes-gateway", 1, "addressPrefix"), Route(run, "routes-gateway", 1, "nextHopType")));
        Assert.Equal(
            [
                ("snet-platform-prod-builds", "rt-platform-prod-outbound"), ("snet-platform-prod-endpoints", null),
                ("snet-platform-prod-gateway", "rt-platform-prod-gateway"), ("snet-platform-prod-nodes", "rt-platform-prod-outbound"),
            ],
            run.All("Subnet").Select(subnet => (subnet.Text("subnetName"), subnet.Text("routeTable.id")?.Split('/')[^1]))
                .OrderBy(pair => pair.Item1));
    }

    [Fact]
    public async Task Zones_Central_AreNamedAndNotMade()
    {
        var run = await StackRun.OfAsync(
            "prod", ("networkIsolation", "privateInternetOutbound"), ("networkId", Network), ("networkDnsZonesGroup", Group));
        var zones = $"{Group}/providers/Microsoft.Network/privateDnsZones";

        // The one name that is the platform's own
        Assert.Equal("prod.platform.internal", run.One("PrivateZone").Text("privateZoneName"));
        Assert.Equal(
            PrivateZones.In("westeurope").Except(PrivateZones.Monitor).Append(PrivateZones.Blob).Append(PrivateZones.Vault)
                .Select(zone => $"{zones}/{zone}").Order(),
            run.All("PrivateDnsZoneGroup").SelectMany(Zones).Order());
        Assert.Equal($"{zones}/privatelink.westeurope.azmk8s.io", run.One("ManagedCluster").Text("apiServerAccessProfile.privateDNSZone"));
        Assert.Equal($"{zones}/privatelink.westeurope.azmk8s.io", run.One("RoleAssignment", "control-plane-names-cluster").Text("scope"));
    }

    [Fact]
    public async Task Workspace_Existing_TakesEveryLog()
    {
        var run = await StackRun.OfAsync("prod", ("logWorkspaceId", Workspace));

        Assert.DoesNotContain(run.Custom, resource => resource.Type == "azure-native:operationalinsights:Workspace");
        Assert.All(run.All("DiagnosticSetting"), setting => Assert.Equal(Workspace, setting.Text("workspaceId")));
        Assert.Equal(Workspace, run.One("Component").Text("workspaceResourceId"));
        Assert.Equal(Workspace, run.One("ManagedCluster").Text("securityProfile.defender.logAnalyticsWorkspaceResourceId"));
        Assert.Equal(Workspace, run.One("ManagedCluster").Text("addonProfiles.omsagent.config.logAnalyticsWorkspaceResourceID"));
        Assert.Equal(
            Workspace, run.One("DataCollectionRule", "container-insights").Text("destinations.logAnalytics.0.workspaceResourceId"));
        Assert.All(run.All("ScheduledQueryRule"), rule => Assert.Equal(Workspace, rule.Text("scopes.0")));
        // Others write to it as well
        Assert.Contains(
            "_ResourceId =~ \"/subscriptions/", run.One("ScheduledQueryRule", "burn-fast").Text("criteria.allOf.0.query"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Page_OfNetworks_ListsEveryZone() => Assert.Equal(
        PrivateZones.In("<region>").Append(PrivateZones.Cluster("<region>")),
        File.ReadLines(Path.Combine(StackFiles.Root, "docs/networks.md"))
            .SkipWhile(line => !line.StartsWith("<!-- zones", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.Length > 0)
            .Select(line => line[3..^1]));

    private static string? Route(StackRun run, string table, int index, string part)
        => run.One("RouteTable", table).Text($"routes.{index}.{part}");

    private static IEnumerable<string> Zones(Declared records)
        => Enumerable.Range(0, 4).Select(i => records.Text($"privateDnsZoneConfigs.{i}.privateDnsZoneId")).OfType<string>();
}
