using Platform.Infra.Components;
using Platform.Infra.Settings;
using Pulumi;
using Pulumi.AzureNative.Monitor;

namespace Platform.Infra.Observability;

/// <summary>The catalogue of alerts on metrics of the platform's own services.</summary>
internal sealed class PlatformAlerts : PlatformComponent
{
    private const string Aks = "Microsoft.ContainerService/managedClusters";
    private const string Apim = "Microsoft.ApiManagement/service";
    private const string Vault = "Microsoft.KeyVault/vaults";
    private const string Storage = "Microsoft.Storage/storageAccounts";
    private const string MachineLearning = "Microsoft.MachineLearningServices/workspaces";
    private const string Postgres = "Microsoft.DBforPostgreSQL/flexibleServers";

    private static readonly AggregationTypeEnum _average = AggregationTypeEnum.Average;
    private static readonly AggregationTypeEnum _total = AggregationTypeEnum.Total;
    private static readonly Operator _above = Operator.GreaterThan;
    private static readonly Operator _below = Operator.LessThan;

    public PlatformAlerts(string name, PlatformAlertsArgs args, ComponentResourceOptions? options = null)
        : base("PlatformAlerts", name, args.Alerts, options)
    {
        var alerts = Within(args.Alerts);
        foreach (var rule in All(args.Settings, args.Targets))
            MetricAlerts.Declare(alerts, rule);
        RegisterOutputs();
    }

    private static IEnumerable<MetricRule> All(AlertSettings settings, AlertTargets targets)
    => [
        new("nodes-cpu", targets.Cluster, Aks, "node_cpu_usage_percentage", _average, _above, settings.Cluster.NodePercent, 2,
            "Nodes are short of CPU although the autoscaler should have added some", "PT15M"),
        new("nodes-memory", targets.Cluster, Aks, "node_memory_working_set_percentage", _average, _above, settings.Cluster.NodePercent, 2,
            "Nodes are short of memory; pods are evicted next", "PT15M"),
        new("pods-pending", targets.Cluster, Aks, "cluster_autoscaler_unschedulable_pods_count", _average, _above,
            settings.Cluster.PendingPods, 2, "Pods find no node: the pool's limit or the subscription's quota is reached", "PT15M"),
        new("gateway-capacity", targets.Gateway, Apim, targets.GatewayCapacity, _average, _above, settings.Gateway.CapacityPercent, 2,
            "The gateway is near its limit; add units", "PT30M"),
        new("gateway-duration", targets.Gateway, Apim, "Duration", _average, _above, settings.Gateway.Milliseconds, 2,
            "Predictions take too long"),
        new("gateway-failures", targets.Gateway, Apim, "Requests", _total, _above, settings.Gateway.FailedRequests, 1,
            "Callers get 5xx", Dimension: ("GatewayResponseCodeCategory", ["5xx"])),
        new("gateway-unauthorized", targets.Gateway, Apim, "Requests", _total, _above, settings.Gateway.UnauthorizedRequests, 2,
            "Many calls without a valid key", Dimension: ("GatewayResponseCode", ["401"])),
        new("gateway-throttled", targets.Gateway, Apim, "Requests", _total, _above, settings.Gateway.ThrottledRequests, 3,
            "Many calls beyond their tier's rate", Dimension: ("GatewayResponseCode", ["429"])),
        new(
            "vault-availability", targets.Vault, Vault, "Availability", _average, _below, settings.Services.AvailabilityPercent, 1,
            "The vault does not answer"),
        new(
            "vault-latency", targets.Vault, Vault, "ServiceApiLatency", _average, _above, settings.Services.VaultMilliseconds, 2,
            "The vault answers slowly"),
        new(
            "storage-availability", targets.Storage, Storage, "Availability", _average, _below, settings.Services.AvailabilityPercent, 1,
            "Storage does not answer"),
        new("storage-throttled", targets.Storage, Storage, "Transactions", _total, _above, settings.Services.ThrottledStorageRequests, 2,
            "Storage refuses calls for their number", "PT15M", ("ResponseType", ["ClientThrottlingError", "ServerBusyError"])),
        new("models-deploy-failed", targets.MachineLearning, MachineLearning, "Model Deploy Failed", _total, _above,
            settings.Services.FailedDeployments, 2, "A model was not deployed"),
        new("models-quota", targets.MachineLearning, MachineLearning, "Quota Utilization Percentage", _average, _above,
            settings.Services.QuotaPercent, 2, "Training and endpoints are near the workspace's core quota", "PT15M"),
    ];
}
