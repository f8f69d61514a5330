using Platform.Infra.Prometheus;
using Platform.Infra.Settings;
using Platform.Infra.Workload.Keda;
using Pulumi;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using CustomObject = Pulumi.Kubernetes.ApiExtensions.CustomResource;
using Deployment = Pulumi.Kubernetes.Apps.V1.Deployment;

namespace Platform.Infra.Workload;

/// <summary>
/// How many pods there are of the stable track: as many as CPU or the requests in flight ask for, whichever is more. When metrics cannot be
/// read, CPU goes on adding pods, and none is taken away.
/// </summary>
internal sealed class Scaling(NamespaceScope scope, WorkloadSettings settings, ManagedPrometheus prometheus)
{
    private const int PollSeconds = 30;

    /// <param name="authentication">As whom metrics are read.</param>
    public void Declare(WorkloadTrack track, Deployment deployment, Output<string> authentication)
        => _ = new CustomObject("autoscaler", new ScaledObjectArgs
        {
            Metadata = new ObjectMetaArgs { Name = track.Object, Namespace = scope.Name },
            Spec = new ScaledObjectSpecArgs
            {
                ScaleTargetRef = new ScaleTargetArgs
                {
                    ApiVersion = "apps/v1",
                    Kind = "Deployment",
                    Name = deployment.Metadata.Apply(target => target.Name),
                },
                PollingInterval = PollSeconds,
                MinReplicaCount = settings.MinReplicas,
                MaxReplicaCount = settings.MaxReplicas,
                Triggers = { Cpu(), InFlight(track, authentication) },
            },
        }, scope.InCluster());

    private ScaleTriggerArgs Cpu() => new()
    {
        Type = "cpu",
        MetricType = "Utilization",
        Metadata = { ["value"] = $"{settings.ScaleCpuPercent}" },
    };

    private ScaleTriggerArgs InFlight(WorkloadTrack track, Output<string> authentication) => new()
    {
        Type = "prometheus",
        MetricType = "AverageValue",
        Metadata =
        {
            ["serverAddress"] = prometheus.QueryEndpoint,
            ["query"] = $"sum(avg_over_time(inference_requests_in_flight{{cluster=\"{scope.Names.Cluster}\",track=\"{track.Name}\"}}[1m]))",
            ["threshold"] = $"{settings.ScaleInFlight}",
            // No metrics are not the same as no requests
            ["ignoreNullValues"] = "false",
        },
        AuthenticationRef = new TriggerAuthenticationReferenceArgs { Name = authentication },
    };
}
