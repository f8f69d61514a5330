using Platform.Infra.Cluster;
using Platform.Infra.MachineLearning;
using Platform.Infra.Prometheus;
using Platform.Infra.Secrets;

namespace Platform.Infra;

/// <summary>Where models live and run.</summary>
internal sealed record Runtime(
    MachineLearningWorkspace MachineLearning, KubernetesCluster Cluster, ManagedPrometheus Prometheus, PrivateCertificates Certificates);
