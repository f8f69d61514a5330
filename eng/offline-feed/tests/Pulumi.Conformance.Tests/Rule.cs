namespace Platform.OfflineFeed.Conformance.Tests;

[OutputType]
internal sealed class Rule
{
    public readonly string Prefix;
    public readonly int? Days;

    [OutputConstructor]
    private Rule([OutputConstructorParameter("rulePrefix")] string prefix, int? days)
    {
        Prefix = prefix;
        Days = days;
    }
}
