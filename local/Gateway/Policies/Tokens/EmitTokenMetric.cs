using System.Diagnostics.Metrics;
using Platform.Gateway.Calls;
using Platform.Gateway.Policies.Control;

namespace Platform.Gateway.Policies.Tokens;

/// <summary>
/// What a call took, measured when it is over: https://learn.microsoft.com/azure/api-management/llm-emit-token-metric-policy
/// </summary>
internal sealed class EmitTokenMetric : PolicyStatement
{
    private readonly Histogram<double> _total;
    private readonly Histogram<double> _prompt;
    private readonly Histogram<double> _completion;
    private readonly MetricDimensions _dimensions;

    public EmitTokenMetric(PolicyElement element) : base(element)
    {
        var space = element.Literal("namespace");
        (_total, _prompt, _completion) = (
            GatewayMeter.Of(space, "Total Tokens"), GatewayMeter.Of(space, "Prompt Tokens"), GatewayMeter.Of(space, "Completion Tokens"));
        _dimensions = new(element, most: 5, "Backend ID");
    }

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        // By which backend it was answered is known at the end
        var (watch, given) = (await TokenWatch.OfAsync(call), await _dimensions.ReadAsync(call));
        watch.OnUse(usage =>
        {
            if (usage.Total == 0)
                return;
            var tags = given();
            _total.Record(usage.Total, tags);
            _prompt.Record(usage.Prompt, tags);
            _completion.Record(usage.Completion, tags);
        });
        return Flow.Next;
    }
}
