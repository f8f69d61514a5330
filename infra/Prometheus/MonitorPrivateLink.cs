using Platform.Infra.Components;
using Platform.Infra.Network;
using Platform.Infra.Observability;
using Pulumi;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;

namespace Platform.Infra.Prometheus;

/// <summary>
/// What of Azure Monitor the network reaches by one private endpoint. The endpoint answers for all of Azure Monitor's names, so whatever
/// else the network writes to has to stay reachable: access is open, and what may be closed is closed at the resource itself.
/// https://learn.microsoft.com/azure/azure-monitor/logs/private-link-security
/// </summary>
internal static class MonitorPrivateLink
{
    public static void Declare(ConcernScope scope, PlatformNetwork network, Monitoring monitoring, DataCollectionEndpoint endpoint)
    {
        var link = new PrivateLinkScope("monitor-scope", new()
        {
            ScopeName = scope.Names.MonitorScope,
            ResourceGroupName = scope.ResourceGroup,
            Location = "global",
            AccessModeSettings = new AccessModeSettingsArgs { IngestionAccessMode = AccessMode.Open, QueryAccessMode = AccessMode.Open },
        }, scope.Child());
        // One after the other, as the scope takes one change at a time, and the endpoint last, as Azure refuses one whose scope changes
        // while it is made: https://github.com/Azure/bicep-registry-modules/issues/3208
        Resource[] last = [];
        foreach (var (name, id) in new[] { ("metrics", endpoint.Id), ("logs", monitoring.WorkspaceId),
                ("insights", monitoring.Insights.Id) })
            last = [Include(scope, link, name, id, last)];
        PrivateEndpoints.Add(scope, network, new("monitor", link.Id, "azuremonitor", PrivateZones.Monitor), last);
    }

    private static PrivateLinkScopedResource Include(
        ConcernScope scope, PrivateLinkScope link, string name, Output<string> id, Resource[] after)
        => new($"monitor-scope-{name}", new()
        {
            Name = name,
            ScopeName = link.Name,
            ResourceGroupName = scope.ResourceGroup,
            LinkedResourceId = id,
        }, scope.Child(after));
}
