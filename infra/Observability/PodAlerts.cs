using Platform.Infra.Naming;
using Platform.Infra.Settings;

namespace Platform.Infra.Observability;

/// <summary>
/// What Kubernetes says of nodes and of the servers' pods. A node that is taken away is no longer reported, and so no alert.
/// </summary>
internal static class PodAlerts
{
    private const string Broken = "CrashLoopBackOff|CreateContainerConfigError|ErrImagePull|ImagePullBackOff";
    private const string Scaler = "kube_horizontalpodautoscaler";

    /// <param name="hasBilling">Whether billing's pods are there as well.</param>
    public static PrometheusAlert[] All(ClusterAlertSettings settings, bool hasBilling) => All(
        settings,
        hasBilling
            ? $"namespace=~\"{WorkloadLabels.Application}|{WorkloadLabels.Billing}\""
            : $"namespace=\"{WorkloadLabels.Application}\"");

    private static PrometheusAlert[] All(ClusterAlertSettings settings, string here)
    => [
        new("NodeNotReady", "min by (cluster, node) (kube_node_status_condition{condition=\"Ready\",status=\"true\"}) == 0", "PT15M", 2,
            "A node is there and does not work"),
        new("PodRestarts",
            $"max by (cluster, pod, container) (increase(kube_pod_container_status_restarts_total{{{here}}}[1h])) > {settings.PodRestarts}",
            "PT5M", 2, "A server is restarted again and again"),
        new("PodDoesNotStart",
            $"max by (cluster, pod, reason) (kube_pod_container_status_waiting_reason{{{here},reason=~\"{Broken}\"}}) > 0",
            "PT10M", 1, "A server's container cannot be started"),
        new("ReplicasMissing",
            $"max by (cluster, deployment) (kube_deployment_spec_replicas{{{here}}})"
            + $" > max by (cluster, deployment) (kube_deployment_status_replicas_available{{{here}}})",
            "PT15M", 2, "Fewer servers answer than should"),
        new("ReplicasAtLimit",
            $"max by (cluster, horizontalpodautoscaler) ({Scaler}_status_current_replicas{{{here}}} >= {Scaler}_spec_max_replicas{{{here}}}"
            + $" > {Scaler}_spec_min_replicas{{{here}}})",
            "PT30M", 3, "There are as many servers as there may be; raise platform:workloadReplicasMax if calls wait"),
    ];
}
