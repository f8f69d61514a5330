using System.Diagnostics;
using System.Diagnostics.Metrics;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Control;

/// <summary>A measurement of the process, for whoever listens to its meter: https://learn.microsoft.com/azure/api-management/emit-metric-policy</summary>
internal sealed class EmitMetric : PolicyStatement
{
    public const string MeterName = "Platform.Gateway";

    private static readonly Meter _meter = new(MeterName);

    private static readonly Dictionary<string, Func<GatewayCall, string?>> _defaults = new()
    {
        ["API ID"] = call => call.Api?.Id,
        ["Operation ID"] = call => call.Operation?.Id,
        ["Product ID"] = call => call.Product?.Id,
        ["Subscription ID"] = call => call.Subscription?.Id,
        ["Gateway ID"] = _ => "managed",
        ["Client IP address"] = call => call.IpAddress,
    };

    private readonly Histogram<double> _metric;
    private readonly PolicyValue _value;
    private readonly (string Name, PolicyValue? Value)[] _dimensions;

    public EmitMetric(PolicyElement element) : base(element)
    {
        element.Required("name");
        _metric = _meter.CreateHistogram<double>($"{element.Literal("namespace") ?? "API Management"}/{element.Literal("name")}");
        _value = element.Optional("value") ?? new("1", null);
        _dimensions = [.. element.Children("dimension").Select(Dimension)];
        if (_dimensions.Length is 0 or > 5)
            throw element.Position.Error($"<emit-metric> has {_dimensions.Length} dimensions; allowed: 1 to 5");
    }

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        var tags = new TagList();
        foreach (var (name, value) in _dimensions)
            tags.Add(name, value is null ? _defaults[name](call) : await value.TextAsync(call));
        _metric.Record(await _value.NumberAsync(call), tags);
        return Flow.Next;
    }

    private static (string, PolicyValue?) Dimension(PolicyElement element)
    {
        element.Required("name");
        var (name, value) = (element.Literal("name")!, element.Optional("value"));
        return value is not null || _defaults.ContainsKey(name)
            ? element.Finish((name, value))
            : throw element.Position.Error($"the dimension '{name}' has no value; without one there are: {string.Join(", ", _defaults.Keys.Order())}");
    }
}
