using Pulumi;

namespace Platform.Infra.Workload;

/// <param name="Pods">Of all tracks.</param>
/// <param name="Platform">What the workload is given of the rest of the platform.</param>
/// <param name="Authentication">As whom metrics are read to scale by.</param>
internal sealed record ServedTrackArgs(
    NamespaceScope Space, WorkloadTrack Track, InferenceDeployment Pods, InferenceWorkloadArgs Platform, Output<string> Authentication);
