using Platform.Infra.Network;
using Pulumi;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;

namespace Platform.Infra.Observability;

/// <summary>
/// What of Azure Monitor the network reaches by one private endpoint. The endpoint answers for all of Azure Monitor's names, so whatever
/// else the network writes to has to stay reachable: access is open, and what may be closed is closed at the resource itself.
/// https://learn.microsoft.com/azure/azure-monitor/logs/private-link-security
/// </summary>
internal static class MonitorScope
{
    public static void Declare(
        Resource parent, PlatformScope scope, PlatformNetwork network, Monitoring monitoring, DataCollectionEndpoint entrance)
    {
        var child = new CustomResourceOptions { Parent = parent };
        var link = new PrivateLinkScope("monitor-scope", new()
        {
            ScopeName = scope.Names.MonitorScope,
            ResourceGroupName = scope.ResourceGroup,
            Location = "global",
            AccessModeSettings = new AccessModeSettingsArgs { IngestionAccessMode = AccessMode.Open, QueryAccessMode = AccessMode.Open },
        }, child);
        // One after the other, as the scope takes one change at a time, and the endpoint last, as Azure refuses one whose scope changes
        // while it is made: https://github.com/Azure/bicep-registry-modules/issues/3208
        var next = child;
        foreach (var (name, id) in new[] { ("metrics", entrance.Id), ("logs", monitoring.WorkspaceId),
                ("insights", monitoring.Insights.Id) })
            next = new() { Parent = parent, DependsOn = { Include(scope, link, name, id, next) } };
        PrivateAccess.Grant(next, scope, network, "monitor", link.Id, "azuremonitor", PrivateZones.Monitor);
    }

    private static PrivateLinkScopedResource Include(
        PlatformScope scope, PrivateLinkScope link, string name, Output<string> id, CustomResourceOptions options) =>
        new($"monitor-scope-{name}", new()
        {
            Name = name,
            ScopeName = link.Name,
            ResourceGroupName = scope.ResourceGroup,
            LinkedResourceId = id,
        }, options);
}
