using Platform.Infra.Components;
using Platform.Infra.Grants;
using Platform.Infra.Observability;
using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.ManagedIdentity;
using Pulumi.AzureNative.Network;
using Pulumi.AzureNative.Network.Inputs;
using ResourceIdentityType = Pulumi.AzureNative.Network.ResourceIdentityType;

namespace Platform.Infra.Network;

/// <summary>
/// Who talked to whom in the network, for whoever looks into an incident: kept in the stack's storage, and summed up in its workspace.
/// Azure makes the watcher that they belong to with the first network of a region.
/// https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview
/// </summary>
internal sealed class FlowLogs : PlatformComponent
{
    private const string WatcherGroup = "NetworkWatcherRG";
    private const int AnalysedMinutes = 60;

    public FlowLogs(string name, FlowLogsArgs args, ComponentResourceOptions? options = null) : base("FlowLogs", name, args.Scope, options)
    {
        var (_, days, network, accountId, monitoring) = args;
        var identity = new UserAssignedIdentity("flow-logs", new()
        {
            ResourceName = Scope.Names.Identity("flow-logs"),
            ResourceGroupName = Scope.ResourceGroup,
            Location = Scope.Location,
        }, Child());
        // The account takes no keys
        var writes = Grant.To(
            Scope, "flow-logs-are-written", Principal.Of(identity), new(BuiltInRole.BlobDataContributor, accountId),
            "Network Watcher writes the network's flow logs");
        _ = new FlowLog("flows", new()
        {
            FlowLogName = $"{Scope.Names.VirtualNetwork}-flows",
            NetworkWatcherName = WatcherOf(Scope.Location),
            ResourceGroupName = WatcherGroup,
            Location = Scope.Location,
            TargetResourceId = network.Id,
            StorageId = accountId,
            Enabled = true,
            Identity = new ManagedServiceIdentityArgs
            {
                Type = ResourceIdentityType.UserAssigned,
                UserAssignedIdentities = { identity.Id },
            },
            Format = new FlowLogFormatParametersArgs { Type = FlowLogFormatType.JSON, Version = 2 },
            RetentionPolicy = new RetentionPolicyParametersArgs { Enabled = true, Days = days },
            FlowAnalyticsConfiguration = new TrafficAnalyticsPropertiesArgs
            {
                NetworkWatcherFlowAnalyticsConfiguration = new TrafficAnalyticsConfigurationPropertiesArgs
                {
                    Enabled = true,
                    TrafficAnalyticsInterval = AnalysedMinutes,
                    WorkspaceResourceId = monitoring.WorkspaceId,
                    WorkspaceRegion = Scope.Location,
                },
            },
        }, Child(writes));
        RegisterOutputs();
    }

    private static string WatcherOf(string location) => $"NetworkWatcher_{location}";

    /// <summary>The watcher's id, to which a flow log is written.</summary>
    public static Output<string> WatcherId(PlatformScope scope) => Output.Format(
        $"/subscriptions/{scope.SubscriptionId}/resourceGroups/{WatcherGroup}/providers/Microsoft.Network/networkWatchers/{WatcherOf(
            scope.Location)}");
}
