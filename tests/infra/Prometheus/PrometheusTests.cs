using Platform.Infra.Network;
using Platform.Infra.Tests.Cloud;

namespace Platform.Infra.Tests.Prometheus;

public sealed class PrometheusTests(Stacks stacks) : PlatformStackTest(stacks)
{
    private const string Stream = "Microsoft-PrometheusMetrics";

    [Theory, MemberData(nameof(All))]
    public void Metrics_OfTheCluster_AreForwardedToTheWorkspace(string run)
    {
        var rule = Stacks[run].One("DataCollectionRule", "prometheus-rule");

        Assert.Equal(Stream, rule.Text("dataSources.prometheusForwarder.0.streams.0"));
        Assert.Equal(Stacks[run].One("AzureMonitorWorkspace").Id, rule.Text("destinations.monitoringAccounts.0.accountResourceId"));
        Assert.Equal(
            (Stream, rule.Text("destinations.monitoringAccounts.0.name")),
            (rule.Text("dataFlows.0.streams.0"), rule.Text("dataFlows.0.destinations.0")));
        Assert.Equal("DataCollectionEndpoint", Stacks[run].KindOf(rule.Text("dataCollectionEndpointId")));
        var association = Stacks[run].One("DataCollectionRuleAssociation", "prometheus-association");
        Assert.Equal(Stacks[run].One("ManagedCluster").Id, association.Text("resourceUri"));
        Assert.Equal("DataCollectionRule", Stacks[run].KindOf(association.Text("dataCollectionRuleId")));
    }

    [Fact]
    public void PublicNetwork_HasOpenEndpoints()
    {
        Assert.Equal("Enabled", Dev.One("AzureMonitorWorkspace").Text("publicNetworkAccess"));
        Assert.Equal("Enabled", Dev.One("DataCollectionEndpoint").Text("networkAcls.publicNetworkAccess"));
        Assert.Empty(Dev.All("PrivateLinkScope"));
        Assert.DoesNotContain(
            Dev.All("DataCollectionRuleAssociation"), association => association.Text("associationName") == "configurationAccessEndpoint");
    }

    [Theory, MemberData(nameof(Private))]
    public void PrivateNetwork_QueriesAndCollectsPrivately(string run)
    {
        var stack = Stacks[run];

        Assert.Equal("Disabled", stack.One("AzureMonitorWorkspace").Text("publicNetworkAccess"));
        Assert.Equal("Disabled", stack.One("DataCollectionEndpoint").Text("networkAcls.publicNetworkAccess"));
        Assert.Equal(
            "prometheusMetrics", stack.One("PrivateEndpoint", "endpoint-prometheus").Text("privateLinkServiceConnections.0.groupIds.0"));
        Assert.Contains(
            PrivateZones.Prometheus("westeurope"),
            stack.One("PrivateDnsZoneGroup", "records-prometheus").Text("privateDnsZoneConfigs.0.privateDnsZoneId"),
            StringComparison.Ordinal);
        Assert.Equal("azuremonitor", stack.One("PrivateEndpoint", "endpoint-monitor").Text("privateLinkServiceConnections.0.groupIds.0"));
        Assert.Equal(
            PrivateZones.Monitor,
            Enumerable.Range(0, PrivateZones.Monitor.Length).Select(i =>
                stack.One("PrivateDnsZoneGroup", "records-monitor").Text($"privateDnsZoneConfigs.{i}.privateDnsZoneId")!.Split('/')[^1]));
        var configuration = Assert.Single(
            stack.All("DataCollectionRuleAssociation"), each => each.Text("associationName") == "configurationAccessEndpoint");
        Assert.Equal("DataCollectionEndpoint", stack.KindOf(configuration.Text("dataCollectionEndpointId")));
    }

    [Fact]
    public async Task CentralZones_LeaveAzureMonitorsPrivateLinkToWhoeverKeepsThem()
    {
        const string group = "/subscriptions/00000000-0000-0000-0000-0000000000aa/resourceGroups/rg-hub";
        var run = await StackRun.OfAsync(
            "prod", ("networkId", $"{group}/providers/Microsoft.Network/virtualNetworks/vnet-hub"), ("networkDnsZonesGroup", group));

        Assert.Empty(run.All("PrivateLinkScope"));
        Assert.DoesNotContain(run.All("PrivateEndpoint"), endpoint => endpoint.Name == "endpoint-monitor");
        Assert.Equal("Enabled", run.One("DataCollectionEndpoint").Text("networkAcls.publicNetworkAccess"));
        Assert.Equal("Disabled", run.One("AzureMonitorWorkspace").Text("publicNetworkAccess"));
    }

    [Theory, MemberData(nameof(Private))]
    public void MonitorScope_OfAPrivateNetwork_HoldsWhatTheNetworkWritesTo(string run)
        => Assert.Equal(
            ["Component", "DataCollectionEndpoint", "Workspace"],
            Stacks[run].All("PrivateLinkScopedResource").Select(linked => Stacks[run].KindOf(linked.Text("linkedResourceId")))
                .Order());

    [Theory, InlineData("node", 11), InlineData("kubernetes", 19)]
    public void RecordingRules_OfAGroup_AreOfTheClusterAndWithinAzuresLimit(string group, int count)
    {
        var rules = Prod.One("PrometheusRuleGroup", $"{group}-recording-rules");

        Assert.Equal(count, Enumerable.Range(0, 30).TakeWhile(i => rules[$"rules.{i}"] is not null).Count());
        Assert.Equal(Prod.One("AzureMonitorWorkspace").Id, rules.Text("scopes.0"));
        Assert.Equal(Prod.One("ManagedCluster").Id, rules.Text("scopes.1"));
        Assert.Equal("aks-platform-prod", rules.Text("clusterName"));
    }

    [Fact]
    public void RecordingRule_OfAnyGroup_IsWellFormed()
        => Assert.All(
            from kind in new[] { "node", "kubernetes" }
            let rules = Prod.One("PrometheusRuleGroup", $"{kind}-recording-rules")
            from i in Enumerable.Range(0, kind == "node" ? 11 : 19)
            select (Record: rules.Text($"rules.{i}.record")!, Expression: rules.Text($"rules.{i}.expression")!),
            rule =>
            {
                Assert.Matches("^[a-zA-Z_:][a-zA-Z0-9_:]*$", rule.Record);
                Assert.Equal(0, Depth(rule.Expression, '(', ')'));
                Assert.Equal(0, Depth(rule.Expression, '{', '}'));
                Assert.Equal(0, rule.Expression.Count(c => c == '"') % 2);
            });

    [Fact]
    public void Requests_OfActivePods_AreSummedByNamespace()
    {
        var rules = Prod.One("PrometheusRuleGroup", "kubernetes-recording-rules");
        var rule = Enumerable.Range(0, 19)
            .Single(i => rules.Text($"rules.{i}.record") == "namespace_cpu:kube_pod_container_resource_requests:sum");

        Assert.Equal(
            "sum by (cluster, namespace) (sum by (cluster, namespace, pod) (max by (cluster, namespace, pod, container) "
            + "(kube_pod_container_resource_requests{resource=\"cpu\",job=\"kube-state-metrics\"})) * on (cluster, namespace, "
            + "pod) group_left () "
            + "max by (cluster, namespace, pod) (kube_pod_status_phase{phase=~\"Pending|Running\"} == 1))",
            rules.Text($"rules.{rule}.expression"));
    }

    [Theory, MemberData(nameof(All))]
    public void Cluster_OfAnyStack_MeasuresAndScalesByMetrics(string run)
    {
        var cluster = Stacks[run].One("ManagedCluster");

        Assert.Equal(true, cluster["azureMonitorProfile.metrics.enabled"]);
        Assert.Equal(true, cluster["workloadAutoScalerProfile.keda.enabled"]);
        Assert.Equal(true, cluster["workloadAutoScalerProfile.verticalPodAutoscaler.enabled"]);
        // Azure refuses cost analysis on the Free tier, which dev has
        Assert.Equal(run != "dev", cluster["metricsProfile.costAnalysis.enabled"]);
    }

    private static int Depth(string text, char open, char close) => text.Count(c => c == open) - text.Count(c => c == close);
}
