using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace Platform.Infra.Workload.Keda;

/// <summary>What scales a deployment, as KEDA reads it: https://keda.sh/docs/latest/reference/scaledobject-spec</summary>
internal sealed class ScaledObjectArgs() : CustomResourceArgs("keda.sh/v1alpha1", "ScaledObject")
{
    [Input("spec", required: true)]
    public Input<ScaledObjectSpecArgs> Spec { get; set; } = null!;
}
