using System.Diagnostics;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Control;

/// <summary>What a metric is told apart by; a dimension of a well-known name has its value by itself.</summary>
internal sealed class MetricDimensions
{
    private static readonly Dictionary<string, Func<GatewayCall, string?>> _defaults = new()
    {
        ["API ID"] = call => call.Api?.Id,
        ["Operation ID"] = call => call.Operation?.Id,
        ["Product ID"] = call => call.Product?.Id,
        ["User ID"] = call => call.Subscription?.OwnerId,
        ["Subscription ID"] = call => call.Subscription?.Id,
        ["Location"] = _ => GatewayCall.Region,
        ["Gateway ID"] = _ => GatewayCall.ManagedGateway,
        ["Backend ID"] = call => call.Backend?.Id,
    };

    private readonly (PolicyValue Name, PolicyValue? Value)[] _dimensions;

    /// <param name="most">Of them.</param>
    /// <param name="others">Besides those of every metric, well-known names.</param>
    public MetricDimensions(PolicyElement element, int most, params string[] others)
    {
        string[] known = [.. _defaults.Keys.Where(name => name != "Backend ID" || others.Contains(name))];
        _dimensions = [.. element.Children("dimension").Select(each => Read(each, known))];
        if (_dimensions.Length == 0 || _dimensions.Length > most)
            throw element.Position.Error($"<{element.Name}> has {_dimensions.Length} dimensions; allowed: 1 to {most}");
    }

    /// <summary>Expressions are evaluated at once, what is known by itself when it is asked for.</summary>
    public async ValueTask<Func<TagList>> ReadAsync(GatewayCall call)
    {
        var read = new (string Name, string? Value)[_dimensions.Length];
        for (var at = 0; at < read.Length; at++)
            read[at] = (
                await _dimensions[at].Name.TextAsync(call), _dimensions[at].Value is { } value ? await value.TextAsync(call) : null);
        return () => new(
            read.Select(each => KeyValuePair.Create<string, object?>(each.Name, each.Value ?? _defaults[each.Name](call))).ToArray());
    }

    private static (PolicyValue, PolicyValue?) Read(PolicyElement element, string[] known)
    {
        var (name, value) = (element.Required("name"), element.Optional("value"));
        return value is not null || known.Contains(name.Literal)
            ? element.Finish((name, value))
            : throw element.Position.Error(
                $"the dimension '{name.Literal}' has no value; without one there are: {string.Join(", ", known.Order())}");
    }
}
