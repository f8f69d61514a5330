using Platform.Infra.Components;
using Platform.Infra.Observability;
using Pulumi;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;

namespace Platform.Infra.Cluster;

/// <summary>
/// What the monitoring agent on the nodes collects. With Entra authentication the agent does nothing until a rule is associated.
/// https://learn.microsoft.com/azure/azure-monitor/containers/kubernetes-monitoring-enable
/// </summary>
internal sealed class ContainerInsights : PlatformComponent
{
    private const string Destination = "logs";

    // Logs and events alone: the group of all streams brings the metrics too, which managed Prometheus has already, for a second price:
    // https://learn.microsoft.com/azure/azure-monitor/containers/container-insights-data-collection-configure
    private const string Logs = "Microsoft-ContainerLogV2";
    private const string Events = "Microsoft-KubeEvents";
    private const string Pods = "Microsoft-KubePodInventory";

    public ContainerInsights(string name, ContainerInsightsArgs args, ComponentResourceOptions? options = null)
        : base("ContainerInsights", name, args.Scope, options)
    {
        _ = new DataCollectionRuleAssociation("container-insights-association", new()
        {
            // The agent looks for this name
            AssociationName = "ContainerInsightsExtension",
            ResourceUri = args.Aks.Id,
            DataCollectionRuleId = Rule(args.Monitoring).Id,
        }, Child());
        RegisterOutputs();
    }

    private DataCollectionRule Rule(Monitoring monitoring) => new("container-insights", new()
    {
        ResourceGroupName = Scope.ResourceGroup,
        Location = Scope.Location,
        Kind = "Linux",
        DataSources = new DataCollectionRuleDataSourcesArgs
        {
            Extensions =
            {
                new ExtensionDataSourceArgs
                {
                    Name = "ContainerInsightsExtension",
                    ExtensionName = "ContainerInsights",
                    Streams = { Logs, Events, Pods },
                    ExtensionSettings = new InputMap<object>
                    {
                        ["dataCollectionSettings"] = new Dictionary<string, object>
                        {
                            ["interval"] = "1m",
                            ["namespaceFilteringMode"] = "Off",
                            ["enableContainerLogV2"] = true,
                        },
                    },
                },
            },
        },
        Destinations = new DataCollectionRuleDestinationsArgs
        {
            LogAnalytics = { new LogAnalyticsDestinationArgs { Name = Destination, WorkspaceResourceId = monitoring.WorkspaceId } },
        },
        DataFlows = { new DataFlowArgs { Streams = { Logs, Events, Pods }, Destinations = { Destination } } },
    }, Child());
}
