using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Limits;

/// <summary>By subscription, without limits of its APIs: https://learn.microsoft.com/azure/api-management/rate-limit-policy</summary>
internal sealed class RateLimit(PolicyElement element) : PolicyStatement(element)
{
    private readonly RateRule _rule = new(element);
    private readonly int _calls = element.RequiredNumber("calls", 1);
    private readonly TimeSpan _period = TimeSpan.FromSeconds(element.RequiredNumber("renewal-period", 1, 300));

    public override ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        if (call.Subscription is { } subscription)
            _rule.Check(call, $"{subscription.Id} {Scope} {call.Product?.Id ?? call.Api?.Id}", 1, _calls, _period);
        return new(Flow.Next);
    }
}
