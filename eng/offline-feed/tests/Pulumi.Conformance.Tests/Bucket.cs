namespace Platform.OfflineFeed.Conformance.Tests;

/// <summary>A resource as the providers' packages have them.</summary>
internal sealed class Bucket : CustomResource
{
    public const string Token = "cloud:storage:Bucket";

    public Bucket(string name, BucketArgs? args = null, CustomResourceOptions? options = null)
        : base(Token, name, args ?? new BucketArgs(), options)
    {
    }

    [Output("region")]
    public Output<string> Region { get; private set; } = null!;

    [Output("size")]
    public Output<int?> Size { get; private set; } = null!;

    [Output("rule")]
    public Output<Rule?> Rule { get; private set; } = null!;

    [Output("rules")]
    public Output<ImmutableArray<Rule>> Rules { get; private set; } = null!;

    [Output("tags")]
    public Output<ImmutableDictionary<string, string>?> Tags { get; private set; } = null!;

    [Output("tier")]
    public Output<Tier> Tier { get; private set; } = null!;

    [Output("owner")]
    public Output<Union<string, Rule>> Owner { get; private set; } = null!;

    [Output("anything")]
    public Output<object?> Anything { get; private set; } = null!;
}
