using Pulumi;

namespace Platform.OfflineFeed.Generator.Tests;

internal sealed class CronTabSpecArgs : ResourceArgs
{
    [Input("schedule", required: true)]
    public Input<string> Schedule { get; set; } = null!;

    [Input("replicas")]
    public Input<int>? Replicas { get; set; }
}
