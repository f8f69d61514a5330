using Pulumi;
using Pulumi.Kubernetes.ApiExtensions;

namespace Platform.Infra.Workload.Keda;

/// <summary>As whom KEDA asks for a trigger's value: https://keda.sh/docs/latest/concepts/authentication</summary>
internal sealed class TriggerAuthenticationArgs() : CustomResourceArgs("keda.sh/v1alpha1", "TriggerAuthentication")
{
    [Input("spec", required: true)]
    public Input<TriggerAuthenticationSpecArgs> Spec { get; set; } = null!;
}
