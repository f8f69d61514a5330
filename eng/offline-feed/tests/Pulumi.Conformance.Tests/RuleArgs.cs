namespace Platform.OfflineFeed.Conformance.Tests;

internal sealed class RuleArgs : ResourceArgs
{
    [Input("rulePrefix", required: true)]
    public Input<string> Prefix { get; set; } = null!;

    [Input("days")]
    public Input<int>? Days { get; set; }
}
