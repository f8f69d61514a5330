using Platform.Infra.Addresses;
using Platform.Infra.Network;
using Platform.Infra.Tests.Cloud;
using Pulumi;

namespace Platform.Infra.Tests;

public sealed class IsolationTests(Stacks stacks) : PlatformStackTest(stacks)
{
    [Fact]
    public void PublicNetwork_HasNeitherEndpointsNorBuildAgents()
    {
        Assert.Empty(Dev.All("PrivateEndpoint"));
        Assert.DoesNotContain(Dev.All("AgentPool"), pool => pool.Name == "build-agents");
        Assert.Null(Build(Dev)["properties.template.resources.0.properties.runRequest.agentPoolName"]);
        Assert.Equal(["snet-nodes", "snet-gateway", "snet-endpoints"], Subnets(Dev));
        Assert.Equal("Enabled", Dev.One("Vault", "vault").Text("properties.publicNetworkAccess"));
        Assert.Equal("loadBalancer", Dev.One("ManagedCluster").Text("networkProfile.outboundType"));
        Assert.Equal("External", Dev.One("ApiManagementService").Text("virtualNetworkType"));
        Assert.Equal("Disabled", MlWorkspace(Dev).Text("managedNetwork.isolationMode"));
    }

    [Theory, MemberData(nameof(Private))]
    public void PrivateNetwork_ClosesEveryServiceToTheInternet(string run)
    {
        var stack = Stacks[run];

        Assert.Equal("Disabled", stack.One("Vault", "vault").Text("properties.publicNetworkAccess"));
        Assert.Equal("Disabled", stack.One("Registry", "registry").Text("publicNetworkAccess"));
        Assert.Equal("disabled", stack.One("Registry", "registry").Text("policies.exportPolicy.status"));
        Assert.Equal("Disabled", stack.One("StorageAccount").Text("publicNetworkAccess"));
        Assert.Equal("Deny", stack.One("StorageAccount").Text("networkRuleSet.defaultAction"));
        Assert.Equal("Disabled", MlWorkspace(stack).Text("publicNetworkAccess"));
        Assert.Equal(true, stack.One("ManagedCluster")["apiServerAccessProfile.enablePrivateCluster"]);
    }

    [Theory]
    [InlineData("public", "External", "Internet")]
    [InlineData("private", "Internal", "VirtualNetwork")]
    public async Task Gateway_OfEitherExposure_AdmitsItsCallersAlone(string exposure, string networkType, string source)
    {
        var run = await StackRun.OfAsync("prod", ("gatewayExposure", exposure));

        Assert.Equal(networkType, run.One("ApiManagementService").Text("virtualNetworkType"));
        var rules = run.One("NetworkSecurityGroup", "nsg-gateway");
        Assert.Equal(("AllowClients", source), (rules.Text("securityRules.0.name"), rules.Text("securityRules.0.sourceAddressPrefix")));
    }

    [Fact]
    public async Task Gateway_OfPrivateExposure_HasItsNamesInTheNetworkAlone()
    {
        var run = await StackRun.OfAsync("dev", ("gatewayExposure", "private"));
        var name = run.One("ApiManagementService").Text("serviceName");
        var address = run.One("ApiManagementService").Answer("privateIPAddresses.0");
        string[] names = [
            $"{name}.azure-api.net", $"{name}.developer.azure-api.net", $"{name}.management.azure-api.net", $"{name}.scm.azure-api.net"];

        Assert.Equal(
            names.Append("dev.platform.internal").Order(StringComparer.Ordinal),
            run.All("PrivateZone").Select(zone => zone.Text("privateZoneName")).Order(StringComparer.Ordinal));
        Assert.Equal(
            names.Select(host => (host, "@", address)).Order(),
            run.All("PrivateRecordSet").Where(record => record.Text("relativeRecordSetName") == "@")
                .Select(
                    record => (record.Text("privateZoneName")!, record.Text("relativeRecordSetName")!,
                        record.Text("aRecords.0.ipv4Address")!)).Order());
        Assert.DoesNotContain(
            Dev.All("PrivateZone"), zone => zone.Text("privateZoneName")!.EndsWith("azure-api.net", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Private))]
    public void PrivateNetwork_ReachesServicesByEndpointsWithRecords(string run)
    {
        string[] purposes =
            ["machine-learning", "machine-learning-vault", "monitor", "prometheus", "registry", "storage-blob", "storage-file",
                "storage-queue", "storage-table",
                "vault"];

        Assert.Equal(
            purposes.Select(purpose => $"endpoint-{purpose}"),
            Stacks[run].All("PrivateEndpoint").Select(endpoint => endpoint.Name).Order());
        Assert.Equal(
            purposes.Select(purpose => $"records-{purpose}"),
            Stacks[run].All("PrivateDnsZoneGroup").Select(records => records.Name).Order());
        Assert.Equal(
            PrivateZones.In("westeurope").Order(),
            Stacks[run].All("PrivateZone").Select(zone => zone.Text("privateZoneName")).Where(zone => zone!.StartsWith("privatelink."))
                .Order());
    }

    [Theory, MemberData(nameof(Private))]
    public void PrivateNetwork_BuildsOnAgentsOfItsOwn(string run)
    {
        Assert.Equal("builds", Build(Stacks[run]).Text("properties.template.resources.0.properties.runRequest.agentPoolName"));
        Assert.EndsWith(
            "/subnets/snet-builds", Stacks[run].One("AgentPool", "build-agents").Text("virtualNetworkSubnetResourceId"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void InternetOutbound_LeavesByNatGateway()
    {
        Assert.Equal("userAssignedNATGateway", Prod.One("ManagedCluster").Text("networkProfile.outboundType"));
        Assert.Equal("AllowInternetOutbound", MlWorkspace(Prod).Text("managedNetwork.isolationMode"));
        Assert.Empty(Prod.All("AzureFirewall"));
        foreach (var subnet in new[] { "snet-nodes", "snet-builds" })
            Assert.EndsWith(
                $"/{Prod.One("Resource", "nat").Text("resourceName")}", $"{Subnet(Prod, subnet, "natGateway.id")}",
                StringComparison.Ordinal);
    }

    [Fact]
    public void ApprovedOutbound_LeavesByTheFirewallAlone()
    {
        Assert.Equal("userDefinedRouting", Approved.One("ManagedCluster").Text("networkProfile.outboundType"));
        Assert.Equal("AllowOnlyApprovedOutbound", MlWorkspace(Approved).Text("managedNetwork.isolationMode"));
        Assert.DoesNotContain(Approved.Custom, resource => resource.Name == "nat");
        foreach (var subnet in new[] { "snet-nodes", "snet-builds" })
            Assert.Equal(Approved.One("RouteTable").Id, Subnet(Approved, subnet, "routeTable.id"));
        var route = Approved.One("RouteTable");
        Assert.Equal(("0.0.0.0/0", "VirtualAppliance"), (route.Text("routes.0.addressPrefix"), route.Text("routes.0.nextHopType")));
        Assert.Equal(AddressPlan.For("10.30.0.0/16").FirewallAddress, route.Text("routes.0.nextHopIpAddress"));
        Assert.Equal("10.30.7.0/26", Subnet(Approved, "AzureFirewallSubnet", "addressPrefix"));
    }

    [Fact]
    public void Firewall_LetsNodesAndBuildsReachWhatTheyNeedAndNothingElse()
    {
        var rules = Approved.One("FirewallPolicyRuleCollectionGroup");

        Assert.Equal(
            [("aks-required", "10.30.0.0/22"), ("aks-addons", "10.30.0.0/22"), ("image-builds", "10.30.6.0/24")],
            Enumerable.Range(0, 3).Select(i => Rule(rules, $"ruleCollections.0.rules.{i}")));
        Assert.Equal(
            [("platform-services", "10.30.0.0/22"), ("build-services", "10.30.6.0/24"), ("build-diagnostics", "10.30.6.0/24")],
            Enumerable.Range(0, 3).Select(i => Rule(rules, $"ruleCollections.1.rules.{i}")));
        Assert.Null(rules["ruleCollections.2"]);
        Assert.Equal("mcr.microsoft.com", rules.Text("ruleCollections.0.rules.2.targetFqdns.0"));
        Assert.Equal("443", rules.Text("ruleCollections.1.rules.0.destinationPorts.0"));
    }

    [Fact]
    public async Task WhatCallsOut_WaitsForTheFirewall()
    {
        Assert.Contains(Approved.One("AzureFirewall").Resource, await Approved.One("ManagedCluster").DependenciesAsync());
        Assert.Contains(Approved.One("AzureFirewall").Resource, await Approved.One("AgentPool", "build-agents").DependenciesAsync());
    }

    [Theory, MemberData(nameof(Private))]
    public async Task ImageBuild_WaitsForTheRegistrysPrivateName(string run)
        => Assert.Contains(
            Stacks[run].One("PrivateDnsZoneGroup", "records-registry").Resource, await Build(Stacks[run]).DependenciesAsync());

    [Theory, MemberData(nameof(Private))]
    public async Task RegistrysEndpoint_WaitsForTheReplicasThatItHasAddressesFor(string run)
        => Assert.Contains(
            Stacks[run].One("Replication", "replica-northeurope").Resource,
            await Stacks[run].One("PrivateEndpoint", "endpoint-registry").DependenciesAsync());

    // Azure refuses an endpoint for a scope that changes meanwhile
    [Theory, MemberData(nameof(Private))]
    public async Task MonitorsEndpoint_WaitsForWhatIsInItsScope_OneAfterTheOther(string run)
    {
        var stack = Stacks[run];
        var order = new[] { "monitor-scope-metrics", "monitor-scope-logs", "monitor-scope-insights" }
            .Select(name => stack.One("PrivateLinkScopedResource", name)).Append(stack.One("PrivateEndpoint", "endpoint-monitor"))
            .ToArray();

        for (var i = 1; i < order.Length; i++)
            Assert.Equal([order[i - 1].Resource], await order[i].DependenciesAsync());
    }

    [Theory, MemberData(nameof(All))]
    public async Task Cluster_IsAskedForAnythingOnlyWhenItHasItsNodes(string run)
        => Assert.Contains(Stacks[run].One("AgentPool", "user-pool").Resource, await Stacks[run].One("kubernetes").DependenciesAsync());

    [Theory, MemberData(nameof(All))]
    public async Task Service_WhichWaitsForPods_WaitsForTheirImage(string run)
        => Assert.Contains(Build(Stacks[run]).Resource, await Stacks[run].One("Service").DependenciesAsync());

    [Theory, MemberData(nameof(All))]
    public void Subnet_InAnyStack_HasSecurityGroupAndNoDefaultOutboundAccess(string run)
    {
        foreach (var subnet in Subnets(Stacks[run]).Where(name => name != "AzureFirewallSubnet"))
        {
            Assert.Equal("NetworkSecurityGroup", Stacks[run].KindOf($"{Subnet(Stacks[run], subnet, "networkSecurityGroup.id")}"));
            Assert.Equal(false, Subnet(Stacks[run], subnet, "defaultOutboundAccess"));
        }
    }

    [Theory, MemberData(nameof(All))]
    public void InboundRule_InAnyStack_NamesItsSource(string run)
        => Assert.All(Stacks[run].All("NetworkSecurityGroup"), group =>
        {
            for (var i = 0; group[$"securityRules.{i}"] is not null; i++)
                Assert.False(
                    group.Text($"securityRules.{i}.direction") == "Inbound" && group.Text($"securityRules.{i}.sourceAddressPrefix") == "*",
                    $"{group} lets anybody in");
        });

    private static (string? Name, string? From) Rule(Declared rules, string path)
        => (rules.Text($"{path}.name"), rules.Text($"{path}.sourceAddresses.0"));

    private static Declared MlWorkspace(StackRun run) => run.One("Workspace", "workspace");

    private static string[] Subnets(StackRun run)
    {
        var vnet = run.One("VirtualNetwork");
        return [.. Enumerable.Range(0, 10).Select(i => vnet.Text($"subnets.{i}.name")).OfType<string>()];
    }

    private static object? Subnet(StackRun run, string name, string path)
        => run.One("VirtualNetwork")[$"subnets.{Array.IndexOf(Subnets(run), name)}.{path}"];

    [Theory]
    [InlineData("1", null, "nvidia.github.io,us.download.nvidia.com,download.docker.com")]
    [InlineData("1", "false", "")]
    [InlineData("0", null, "")]
    public async Task ApprovedOutbound_WithGpuNodes_LetsThemFetchTheirDrivers(string nodes, string? drivers, string hosts)
    {
        (string, string)[] settings = [
            ("networkIsolation", "privateApprovedOutbound"), ("clusterGpuNodesMax", nodes),
            .. drivers is null ? [] : new[] { ("clusterGpuDrivers", drivers) }];
        var run = await StackRun.OfAsync("prod", settings);

        var rules = run.One("FirewallPolicyRuleCollectionGroup");
        Assert.Equal("aks-addons", rules.Text("ruleCollections.0.rules.1.name"));
        Assert.Equal(
            hosts,
            string.Join(
                ',', Enumerable.Range(3, 3).Select(i => rules.Text($"ruleCollections.0.rules.1.targetFqdns.{i}")).OfType<string>()));
    }

    [Fact]
    public async Task ApprovedOutbound_WithPackageHosts_LetsBuildsReachThem()
    {
        var run = await StackRun.OfAsync(
            "prod", ("networkIsolation", "privateApprovedOutbound"),
            ("networkPackageHosts", """["packages.example.com","*.example.org"]"""));

        var builds = run.One("FirewallPolicyRuleCollectionGroup");
        Assert.Equal("image-builds", builds.Text("ruleCollections.0.rules.2.name"));
        Assert.Equal("packages.example.com", builds.Text("ruleCollections.0.rules.2.targetFqdns.2"));
        Assert.Equal("*.example.org", builds.Text("ruleCollections.0.rules.2.targetFqdns.3"));
    }

    [Theory]
    [InlineData("dev", true)]
    [InlineData("prod", false)]
    [InlineData("approved", false)]
    public void Training_ByMode_HasNodesOfItsOwnOnlyWithAJob(string run, bool hasAddresses)
    {
        var compute = Stacks[run].One("Compute");

        Assert.Equal(true, compute["properties.disableLocalAuth"]);
        Assert.Equal(0.0, Convert.ToDouble(compute["properties.properties.scaleSettings.minNodeCount"]));
        Assert.Equal("PT10M", compute.Text("properties.properties.scaleSettings.nodeIdleTimeBeforeScaleDown"));
        Assert.Equal(hasAddresses, compute["properties.properties.enableNodePublicIp"]);
        // The registry's own builders do not see a registry that is closed
        Assert.Equal(hasAddresses ? null : compute.Text("computeName"), MlWorkspace(Stacks[run]).Text("imageBuildCompute"));
        // https://learn.microsoft.com/azure/machine-learning/how-to-create-attach-compute-cluster: 2 to 16 characters
        Assert.Matches("^train[0-9a-f]{6}$", compute.Text("computeName"));
        Assert.False(Assert.IsType<CustomResourceOptions>(compute.Options).DeleteBeforeReplace);
    }

    private static Declared Build(StackRun run)
        => Assert.Single(run.All("Template"), template => template.Name.StartsWith("image-", StringComparison.Ordinal));
}
