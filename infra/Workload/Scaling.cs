using Platform.Infra.Settings;
using Pulumi;
using Pulumi.Kubernetes.Autoscaling.V2;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Autoscaling.V2;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Deployment = Pulumi.Kubernetes.Apps.V1.Deployment;

namespace Platform.Infra.Workload;

/// <summary>How many pods there are of the stable track.</summary>
internal static class Scaling
{
    private const int TargetCpuPercent = 70;

    public static void Declare(Namespace @namespace, Deployment deployment, WorkloadSettings settings, CustomResourceOptions options) =>
        _ = new HorizontalPodAutoscaler("autoscaler", new()
        {
            Metadata = new ObjectMetaArgs { Name = WorkloadLabels.Application, Namespace = InferenceWorkload.Name(@namespace) },
            Spec = new HorizontalPodAutoscalerSpecArgs
            {
                ScaleTargetRef = new CrossVersionObjectReferenceArgs
                {
                    ApiVersion = "apps/v1",
                    Kind = "Deployment",
                    Name = deployment.Metadata.Apply(target => target.Name),
                },
                MinReplicas = settings.MinReplicas,
                MaxReplicas = settings.MaxReplicas,
                Metrics =
                {
                    new MetricSpecArgs
                    {
                        Type = "Resource",
                        Resource = new ResourceMetricSourceArgs
                        {
                            Name = "cpu",
                            Target = new MetricTargetArgs { Type = "Utilization", AverageUtilization = TargetCpuPercent },
                        },
                    },
                },
            },
        }, options);
}
