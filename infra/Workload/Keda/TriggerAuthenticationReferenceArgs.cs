using Pulumi;

namespace Platform.Infra.Workload.Keda;

internal sealed class TriggerAuthenticationReferenceArgs : ResourceArgs
{
    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;
}
