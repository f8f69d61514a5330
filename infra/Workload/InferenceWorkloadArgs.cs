using Platform.Infra.Cluster;
using Platform.Infra.Components;
using Platform.Infra.Identity;
using Platform.Infra.MachineLearning;
using Platform.Infra.Network;
using Platform.Infra.Prometheus;
using Platform.Infra.Registry;
using Platform.Infra.Secrets;
using Platform.Infra.Settings;

namespace Platform.Infra.Workload;

/// <summary>What the inference server is given of the rest of the platform.</summary>
/// <param name="Usage">Where what was used is written; null where nothing is billed.</param>
/// <param name="Records">Where calls are collected; null where none are.</param>
/// <param name="Texts">A model that is served elsewhere; null for none.</param>
internal sealed record InferenceWorkloadArgs(
    PlatformScope Scope, WorkloadSettings Settings, PlatformNetwork Network, Identities Identities, KubernetesCluster Cluster,
    ImageRegistry Registry, PrivateCertificates Certificates, ManagedPrometheus Prometheus, UsageSpool? Usage, CollectedRecords? Records,
    ServerlessTexts? Texts);
