using Platform.Infra.Components;
using Platform.Infra.Network;
using Pulumi;
using Pulumi.AzureNative.ContainerService;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;
using PublicNetworkAccess = Pulumi.AzureNative.Monitor.PublicNetworkAccess;

namespace Platform.Infra.Prometheus;

/// <summary>
/// The metrics of the cluster and its pods, kept where Prometheus' language queries them.
/// https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable
/// </summary>
internal sealed class ManagedPrometheus : PlatformComponent
{
    private const string Stream = "Microsoft-PrometheusMetrics";
    private const string Destination = "metrics";

    public ManagedPrometheus(string name, ManagedPrometheusArgs args, ComponentResourceOptions? options = null)
        : base("Prometheus", name, args.Scope, options)
    {
        var (_, network, monitoring, aks) = args;
        var workspace = DeclareWorkspace(network);
        WorkspaceId = workspace.Id;
        QueryEndpoint = workspace.Metrics.Apply(metrics => metrics.PrometheusQueryEndpoint);
        // One private link of Azure Monitor answers for all networks that share its zones: where they are central, so is the link
        var isLinked = network is { IsPrivate: true, HasOwnZones: true };
        var endpoint = DeclareEndpoint(isLinked);
        Collect(endpoint, aks);
        RecordingRules.Declare(Scope, WorkspaceId, aks);
        if (network.IsPrivate)
            PrivateEndpoints.Add(
                Scope, network, new("prometheus", WorkspaceId, "prometheusMetrics", PrivateZones.Prometheus(Scope.Location)));
        if (isLinked)
        {
            MonitorPrivateLink.Declare(Scope, network, monitoring, endpoint);
            // Agents that cannot reach Azure's public endpoints ask this one what to collect
            _ = new DataCollectionRuleAssociation("configuration-association", new()
            {
                AssociationName = "configurationAccessEndpoint",
                ResourceUri = aks.Id,
                DataCollectionEndpointId = endpoint.Id,
            }, Child());
        }

        RegisterOutputs(new Dictionary<string, object?>
        {
            ["workspaceId"] = WorkspaceId,
            ["queryEndpoint"] = QueryEndpoint,
        });
    }

    /// <summary>Azure Monitor workspace: what rules, alerts and grants of <i>Monitoring Data Reader</i> are scoped to.</summary>
    public Output<string> WorkspaceId { get; }

    /// <summary>Takes Prometheus' query API from Entra identities: <c>https://…prometheus.monitor.azure.com</c>.</summary>
    public Output<string> QueryEndpoint { get; }

    private AzureMonitorWorkspace DeclareWorkspace(PlatformNetwork network) => new("metrics", new()
    {
        AzureMonitorWorkspaceName = Scope.Names.PrometheusWorkspace,
        ResourceGroupName = Scope.ResourceGroup,
        Location = Scope.Location,
        PublicNetworkAccess = network.IsPrivate ? PublicNetworkAccess.Disabled : PublicNetworkAccess.Enabled,
    }, Lasting());

    private DataCollectionEndpoint DeclareEndpoint(bool isLinked) => new("entrance", new()
    {
        DataCollectionEndpointName = Scope.Names.DataCollectionEndpoint,
        ResourceGroupName = Scope.ResourceGroup,
        Location = Scope.Location,
        Kind = "Linux",
        NetworkAcls = new DataCollectionEndpointNetworkAclsArgs { PublicNetworkAccess = isLinked ? "Disabled" : "Enabled" },
    }, Child());

    private void Collect(DataCollectionEndpoint endpoint, ManagedCluster aks)
    {
        var rule = new DataCollectionRule("prometheus-rule", new()
        {
            ResourceGroupName = Scope.ResourceGroup,
            Location = Scope.Location,
            Kind = "Linux",
            DataCollectionEndpointId = endpoint.Id,
            DataSources = new DataCollectionRuleDataSourcesArgs
            {
                PrometheusForwarder = { new PrometheusForwarderDataSourceArgs { Name = "prometheus", Streams = { Stream } } },
            },
            Destinations = new DataCollectionRuleDestinationsArgs
            {
                MonitoringAccounts = { new MonitoringAccountDestinationArgs { Name = Destination, AccountResourceId = WorkspaceId } },
            },
            DataFlows = { new DataFlowArgs { Streams = { Stream }, Destinations = { Destination } } },
        }, Child());
        _ = new DataCollectionRuleAssociation("prometheus-association", new()
        {
            AssociationName = "prometheus",
            ResourceUri = aks.Id,
            DataCollectionRuleId = rule.Id,
        }, Child());
    }
}
