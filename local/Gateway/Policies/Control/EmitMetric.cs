using System.Diagnostics.Metrics;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Control;

/// <summary>
/// A measurement of the process, for whoever listens to its meter: https://learn.microsoft.com/azure/api-management/emit-metric-policy
/// </summary>
internal sealed class EmitMetric : PolicyStatement
{
    private readonly Histogram<double> _metric;
    private readonly PolicyValue _value;
    private readonly MetricDimensions _dimensions;

    public EmitMetric(PolicyElement element) : base(element)
    {
        element.Required("name");
        _metric = GatewayMeter.Of(element.Literal("namespace"), element.Literal("name")!);
        _value = element.Optional("value") ?? new("1", null);
        _dimensions = new(element, most: 10);
    }

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        _metric.Record(await _value.RealAsync(call), (await _dimensions.ReadAsync(call))());
        return Flow.Next;
    }
}
