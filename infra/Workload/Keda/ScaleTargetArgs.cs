using Pulumi;

namespace Platform.Infra.Workload.Keda;

internal sealed class ScaleTargetArgs : ResourceArgs
{
    [Input("apiVersion")]
    public Input<string>? ApiVersion { get; set; }

    [Input("kind")]
    public Input<string>? Kind { get; set; }

    [Input("name", required: true)]
    public Input<string> Name { get; set; } = null!;
}
