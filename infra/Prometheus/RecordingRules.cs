using Platform.Infra.Components;
using Pulumi;
using Pulumi.AzureNative.AlertsManagement;
using Pulumi.AzureNative.AlertsManagement.Inputs;
using Pulumi.AzureNative.ContainerService;

namespace Platform.Infra.Prometheus;

/// <summary>
/// Series that Azure's and Grafana's dashboards of Kubernetes read, computed ahead under the names that they expect.
/// https://learn.microsoft.com/azure/azure-monitor/containers/prometheus-metrics-scrape-default#recording-rules
/// </summary>
internal static class RecordingRules
{
    private const string Container = "job=\"cadvisor\",image!=\"\"";
    private const string State = "job=\"kube-state-metrics\"";
    private const string Pod = "cluster, namespace, pod";

    public static void Declare(ConcernScope scope, Output<string> workspaceId, ManagedCluster aks)
    {
        Group("node", Nodes());
        Group("kubernetes", [.. Containers(), .. Resources("requests"), .. Resources("limits"), .. Owners(), .. Totals()]);

        void Group(string name, PrometheusRuleArgs[] rules) => _ = new PrometheusRuleGroup($"{name}-recording-rules", new()
        {
            ResourceGroupName = scope.ResourceGroup,
            Location = scope.Location,
            Description = $"What dashboards of Kubernetes read of the {(name == "node" ? "nodes" : "pods")}",
            Enabled = true,
            Interval = "PT1M",
            ClusterName = aks.Name,
            Scopes = { workspaceId, aks.Id },
            Rules = rules,
        }, scope.Child());
    }

    private static PrometheusRuleArgs[] Nodes()
    => [
        Rule("instance:node_num_cpu:sum", "count without (cpu, mode) (node_cpu_seconds_total{job=\"node\",mode=\"idle\"})"),
        Rule(
            "instance:node_cpu_utilisation:rate5m",
            "1 - avg without (cpu) (sum without (mode) (rate(node_cpu_seconds_total{job=\"node\",mode=~\"idle|iowait|steal\"}[5m])))"),
        Rule("instance:node_load1_per_cpu:ratio", "node_load1{job=\"node\"} / instance:node_num_cpu:sum{job=\"node\"}"),
        Rule("instance:node_memory_utilisation:ratio", $"1 - ({FreeMemory}) / node_memory_MemTotal_bytes{{job=\"node\"}}"),
        Rule("instance:node_vmstat_pgmajfault:rate5m", "rate(node_vmstat_pgmajfault{job=\"node\"}[5m])"),
        .. new[] { "time", "time_weighted" }.Select(what => Rule(
            $"instance_device:node_disk_io_{what}_seconds:rate5m",
            $"rate(node_disk_io_{what}_seconds_total{{job=\"node\",device!=\"\"}}[5m])")),
        .. new[] { "receive_bytes", "transmit_bytes", "receive_drop", "transmit_drop" }.Select(what => Rule(
            $"instance:node_network_{what}_excluding_lo:rate5m",
            $"sum without (device) (rate(node_network_{what}_total{{job=\"node\",device!=\"lo\"}}[5m]))")),
    ];

    private static IEnumerable<PrometheusRuleArgs> Containers()
    => [
        Rule(
            "node_namespace_pod_container:container_cpu_usage_seconds_total:sum_irate",
            OnNode($"sum by ({Pod}, container) (irate(container_cpu_usage_seconds_total{{{Container}}}[5m]))")),
        .. new[] { "working_set_bytes", "rss", "cache", "swap" }.Select(what => Rule(
            $"node_namespace_pod_container:container_memory_{what}", OnNode($"container_memory_{what}{{{Container}}}"))),
    ];

    /// <param name="what"><c>requests</c> or <c>limits</c>.</param>
    private static IEnumerable<PrometheusRuleArgs> Resources(string what) => new[] { "memory", "cpu" }.SelectMany(resource =>
    {
        var series = $"kube_pod_container_resource_{what}{{resource=\"{resource}\",{State}}}";
        return new[]
        {
            Rule($"cluster:namespace:pod_{resource}:active:kube_pod_container_resource_{what}", Active(series)),
            Rule(
                $"namespace_{resource}:kube_pod_container_resource_{what}:sum",
                $"sum by (cluster, namespace) ({Active($"sum by ({Pod}) (max by ({Pod}, container) ({series}))")})"),
        };
    });

    private static IEnumerable<PrometheusRuleArgs> Owners()
    => [
        Owner("deployment", Renamed(
            "label_replace(kube_pod_owner{" + State + ",owner_kind=\"ReplicaSet\"}, \"replicaset\", \"$1\", \"owner_name\", \"(.*)\")"
            + " * on (cluster, namespace, replicaset) group_left (owner_name)"
            + " topk by (cluster, namespace, replicaset) (1, max by (cluster, namespace, replicaset, owner_name) (kube_replicaset_owner{"
            + State + "}))")),
        .. new[] { "DaemonSet", "StatefulSet", "Job" }.Select(kind =>
            Owner(kind.ToLowerInvariant(), Renamed($"kube_pod_owner{{{State},owner_kind=\"{kind}\"}}"))),
    ];

    private static IEnumerable<PrometheusRuleArgs> Totals()
    => [
        Rule(":node_memory_MemAvailable_bytes:sum", $"sum by (cluster) ({FreeMemory})"),
        Rule(
            "cluster:node_cpu:ratio_rate5m",
            "sum by (cluster) (rate(node_cpu_seconds_total{job=\"node\",mode!=\"idle\",mode!=\"iowait\",mode!=\"steal\"}[5m]))"
            + " / count by (cluster) (sum by (cluster, instance, cpu) (node_cpu_seconds_total{job=\"node\"}))"),
    ];

    // Kernels before 3.14 do not say what is available
    private static string FreeMemory { get; } =
        "node_memory_MemAvailable_bytes{job=\"node\"} or ("
        + string.Join(" + ", new[] { "Buffers", "Cached", "MemFree", "Slab" }.Select(part => $"node_memory_{part}_bytes{{job=\"node\"}}"))
        + ")";

    private static string OnNode(string series)
        => $"{series} * on ({Pod}) group_left (node) topk by ({Pod}) (1, max by ({Pod}, node) (kube_pod_info{{node!=\"\"}}))";

    private static string Active(string series)
        => $"{series} * on ({Pod}) group_left () max by ({Pod}) (kube_pod_status_phase{{phase=~\"Pending|Running\"}} == 1)";

    private static string Renamed(string owners)
        => $"max by (cluster, namespace, workload, pod) (label_replace({owners}, \"workload\", \"$1\", \"owner_name\", \"(.*)\"))";

    private static PrometheusRuleArgs Owner(string workloadType, string expression)
    {
        var rule = Rule("namespace_workload_pod:kube_pod_owner:relabel", expression);
        rule.Labels.Add("workload_type", workloadType);
        return rule;
    }

    private static PrometheusRuleArgs Rule(string record, string expression) => new() { Record = record, Expression = expression };
}
