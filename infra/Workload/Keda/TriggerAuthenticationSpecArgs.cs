using Pulumi;

namespace Platform.Infra.Workload.Keda;

internal sealed class TriggerAuthenticationSpecArgs : ResourceArgs
{
    [Input("podIdentity", required: true)]
    public Input<PodIdentityArgs> PodIdentity { get; set; } = null!;
}
