namespace Platform.OfflineFeed.Conformance.Tests;

internal sealed class BucketArgs : ResourceArgs
{
    [Input("rules")]
    private InputList<RuleArgs>? _rules;

    [Input("tags")]
    private InputMap<string>? _tags;

    [Input("region")]
    public Input<string>? Region { get; set; }

    [Input("size")]
    public Input<int>? Size { get; set; }

    [Input("ratio")]
    public Input<double>? Ratio { get; set; }

    [Input("public")]
    public Input<bool>? Public { get; set; }

    [Input("tier")]
    public InputUnion<string, Tier>? Tier { get; set; }

    [Input("level")]
    public Input<Level>? Level { get; set; }

    [Input("rule")]
    public Input<RuleArgs>? Rule { get; set; }

    [Input("content")]
    public Input<AssetOrArchive>? Content { get; set; }

    [Input("policy")]
    public InputJson? Policy { get; set; }

    [Input("settings", json: true)]
    public Input<RuleArgs>? Settings { get; set; }

    [Input("source")]
    public Input<Resource>? Source { get; set; }

    [Input("anything")]
    public object? Anything { get; set; }

    public InputList<RuleArgs> Rules { get => _rules ??= []; set => _rules = value; }

    public InputMap<string> Tags { get => _tags ??= []; set => _tags = value; }
}
