using Platform.Infra.Cluster;
using Platform.Infra.Components;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;

namespace Platform.Infra.Workload;

/// <summary>
/// How managed Prometheus reads the pods' metrics: over TLS, by the certificate of the stack's own authority. Its agent
/// looks for objects of these names in <c>kube-system</c>.
/// https://learn.microsoft.com/azure/azure-monitor/containers/prometheus-metrics-scrape-configuration
/// </summary>
internal sealed class Scraping : PlatformComponent
{
    private const string System = "kube-system";
    private const string AuthorityKey = "inference-authority.crt";

    public Scraping(string name, ScrapingArgs args, ComponentResourceOptions? options = null)
        : base("Scraping", name, args.Cluster, options)
    {
        var cluster = Within(args.Cluster);
        var authority = new Secret("scraping-authority", new()
        {
            Metadata = new ObjectMetaArgs { Name = "ama-metrics-mtls-secret", Namespace = System },
            // A certificate is public; the agent wants it in a secret all the same
            StringData = { [AuthorityKey] = Output.CreateSecret(args.AuthorityPem) },
        }, cluster.InCluster());
        _ = new ConfigMap("scraping", new()
        {
            Metadata = new ObjectMetaArgs { Name = "ama-metrics-prometheus-config", Namespace = System },
            Data =
            {
                ["prometheus-config"] = "scrape_configs:\n" + string.Concat(args.Applications.Select(each => Job(each.Name, each.Host))),
            },
        }, cluster.InCluster(authority));
        RegisterOutputs();
    }

    private static string Job(string application, string host)
        => $"""
        - job_name: {application}
          scrape_interval: 30s
          scheme: https
          metrics_path: /metrics
          tls_config:
            ca_file: /etc/prometheus/certs/{AuthorityKey}
            server_name: {host}
          kubernetes_sd_configs:
          - role: pod
            namespaces:
              names: [{application}]
          relabel_configs:
          - source_labels: [__meta_kubernetes_pod_label_app_kubernetes_io_name, __meta_kubernetes_pod_container_port_name]
            regex: {application};https
            action: keep
          - source_labels: [__meta_kubernetes_namespace]
            target_label: namespace
          - source_labels: [__meta_kubernetes_pod_name]
            target_label: pod
          - source_labels: [__meta_kubernetes_pod_label_track]
            target_label: track
          - source_labels: [__meta_kubernetes_pod_node_name]
            target_label: node

        """.ReplaceLineEndings("\n");
}
