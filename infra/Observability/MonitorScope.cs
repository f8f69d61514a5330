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
    public static void Declare(Resource parent, PlatformScope scope, PlatformNetwork network, Monitoring monitoring, DataCollectionEndpoint entrance)
    {
        var child = new CustomResourceOptions { Parent = parent };
        var link = new PrivateLinkScope("monitor-scope", new()
        {
            ScopeName = scope.Names.MonitorScope,
            ResourceGroupName = scope.ResourceGroup,
            Location = "global",
            AccessModeSettings = new AccessModeSettingsArgs { IngestionAccessMode = AccessMode.Open, QueryAccessMode = AccessMode.Open },
            Tags = scope.Tags,
        }, child);
        Resource? before = null;
        foreach (var (name, id) in new[] { ("metrics", entrance.Id), ("logs", monitoring.WorkspaceId), ("insights", monitoring.Insights.Id) })
            before = Include(scope, link, name, id, before, child);
        PrivateAccess.Grant(parent, scope, network, "monitor", link.Id, "azuremonitor", PrivateZones.Monitor);
    }

    // One after the other: the scope takes one change at a time
    private static PrivateLinkScopedResource Include(
        PlatformScope scope, PrivateLinkScope link, string name, Output<string> id, Resource? before, CustomResourceOptions options) =>
        new($"monitor-scope-{name}", new()
        {
            Name = name,
            ScopeName = link.Name,
            ResourceGroupName = scope.ResourceGroup,
            LinkedResourceId = id,
        }, before is null ? options : CustomResourceOptions.Merge(options, new() { DependsOn = { before } }));
}
