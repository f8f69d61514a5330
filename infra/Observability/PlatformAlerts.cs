using Platform.Infra.Settings;
using Pulumi.AzureNative.Monitor;

namespace Platform.Infra.Observability;

/// <summary>The catalogue of metric alerts.</summary>
internal static class PlatformAlerts
{
    private const string Aks = "Microsoft.ContainerService/managedClusters";
    private const string Apim = "Microsoft.ApiManagement/service";
    private const string Vault = "Microsoft.KeyVault/vaults";
    private const string Storage = "Microsoft.Storage/storageAccounts";
    private const string MachineLearning = "Microsoft.MachineLearningServices/workspaces";

    /// <summary>Azure's own promise for the vault and storage is 99.9 %; below 99 something is wrong beyond noise.</summary>
    private const int AvailabilityPercent = 99;

    private static readonly AggregationTypeEnum Average = AggregationTypeEnum.Average;
    private static readonly AggregationTypeEnum Total = AggregationTypeEnum.Total;
    private static readonly Operator Above = Operator.GreaterThan;
    private static readonly Operator Below = Operator.LessThan;

    public static IEnumerable<MetricRule> All(AlertSettings settings, AlertTargets targets) =>
    [
        new("nodes-cpu", targets.Cluster, Aks, "node_cpu_usage_percentage", Average, Above, settings.NodePercent, 2,
            "Nodes are short of CPU although the autoscaler should have added some", "PT15M"),
        new("nodes-memory", targets.Cluster, Aks, "node_memory_working_set_percentage", Average, Above, settings.NodePercent, 2,
            "Nodes are short of memory; pods are evicted next", "PT15M"),
        new("pods-pending", targets.Cluster, Aks, "cluster_autoscaler_unschedulable_pods_count", Average, Above, 0, 2,
            "Pods find no node: the pool's limit or the subscription's quota is reached", "PT15M"),
        new("gateway-capacity", targets.Gateway, Apim, "Capacity", Average, Above, settings.GatewayCapacityPercent, 2,
            "The gateway is near its limit; add units", "PT30M"),
        new("gateway-duration", targets.Gateway, Apim, "Duration", Average, Above, settings.GatewayMilliseconds, 2,
            "Predictions take too long"),
        new("gateway-failures", targets.Gateway, Apim, "Requests", Total, Above, settings.FailedRequests, 1,
            "Callers get 5xx", Dimension: ("GatewayResponseCodeCategory", ["5xx"])),
        new("gateway-unauthorized", targets.Gateway, Apim, "Requests", Total, Above, settings.UnauthorizedRequests, 2,
            "Many calls without a valid key", Dimension: ("GatewayResponseCode", ["401"])),
        new("gateway-throttled", targets.Gateway, Apim, "Requests", Total, Above, settings.ThrottledRequests, 3,
            "Many calls beyond their tier's rate", Dimension: ("GatewayResponseCode", ["429"])),
        new("vault-availability", targets.Vault, Vault, "Availability", Average, Below, AvailabilityPercent, 1, "The vault does not answer"),
        new("vault-latency", targets.Vault, Vault, "ServiceApiLatency", Average, Above, settings.VaultMilliseconds, 2, "The vault answers slowly"),
        new("storage-availability", targets.Storage, Storage, "Availability", Average, Below, AvailabilityPercent, 1, "Storage does not answer"),
        new("storage-throttled", targets.Storage, Storage, "Transactions", Total, Above, 0, 2,
            "Storage refuses calls for their number", "PT15M", ("ResponseType", ["ClientThrottlingError", "ServerBusyError"])),
        new("models-deploy-failed", targets.MachineLearning, MachineLearning, "Model Deploy Failed", Total, Above, 0, 2,
            "A model was not deployed"),
        new("models-quota", targets.MachineLearning, MachineLearning, "Quota Utilization Percentage", Average, Above, settings.QuotaPercent, 2,
            "Training and endpoints are near the workspace's core quota", "PT15M"),
    ];
}
