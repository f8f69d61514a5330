using Pulumi;

namespace Platform.Infra.Workload.Keda;

internal sealed class ScaledObjectSpecArgs : ResourceArgs
{
    private InputList<ScaleTriggerArgs>? _triggers;

    [Input("scaleTargetRef", required: true)]
    public Input<ScaleTargetArgs> ScaleTargetRef { get; set; } = null!;

    /// <summary>Seconds between two looks at the triggers.</summary>
    [Input("pollingInterval")]
    public Input<int>? PollingInterval { get; set; }

    [Input("minReplicaCount")]
    public Input<int>? MinReplicaCount { get; set; }

    [Input("maxReplicaCount")]
    public Input<int>? MaxReplicaCount { get; set; }

    /// <summary>Whichever asks for most wins.</summary>
    [Input("triggers", required: true)]
    public InputList<ScaleTriggerArgs> Triggers
    {
        get => _triggers ??= [];
        set => _triggers = value;
    }
}
