using Pulumi;

namespace Platform.Infra.Workload.Keda;

/// <summary>One reason for replicas: https://keda.sh/docs/latest/scalers</summary>
internal sealed class ScaleTriggerArgs : ResourceArgs
{
    private InputMap<string>? _metadata;

    [Input("type", required: true)]
    public Input<string> Type { get; set; } = null!;

    /// <summary><c>Utilization</c>, a percentage of what is requested, or <c>AverageValue</c>, of a replica.</summary>
    [Input("metricType")]
    public Input<string>? MetricType { get; set; }

    [Input("metadata", required: true)]
    public InputMap<string> Metadata
    {
        get => _metadata ??= [];
        set => _metadata = value;
    }

    [Input("authenticationRef")]
    public Input<TriggerAuthenticationReferenceArgs>? AuthenticationRef { get; set; }
}
