using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Access;

/// <summary>A claim that a token has to have, with one of the values or with all.</summary>
internal sealed class ClaimRule
{
    private readonly bool _all;
    private readonly string? _separator;
    private readonly PolicyValue[] _values;

    public ClaimRule(PolicyElement element)
    {
        Name = element.RequiredLiteral("name");
        _all = element.Literal("match", "all", "any") == "all";
        _separator = element.Literal("separator");
        _values = [.. element.Children("value").Select(value => value.Finish(value.Text()))];
    }

    public string Name { get; }

    /// <param name="given">The claim's values; none: the token does not have it.</param>
    public async ValueTask<bool> IsMetAsync(GatewayCall call, IEnumerable<string> given)
    {
        var has = (_separator is null ? given : given.SelectMany(value => value.Split(_separator))).ToHashSet(StringComparer.Ordinal);
        foreach (var value in _values)
            if (has.Contains(await value.TextAsync(call)) != _all)
                return !_all;
        return _all || _values.Length == 0;
    }
}
