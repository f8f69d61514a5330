using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Limits;

/// <summary>By subscription, and by API and operation besides: https://learn.microsoft.com/azure/api-management/rate-limit-policy</summary>
internal sealed class RateLimit : PolicyStatement
{
    private readonly RateRule _rule;
    private readonly (int Calls, TimeSpan Period) _own;
    private readonly LimitScopes<(int Calls, TimeSpan Period)> _scopes;

    public RateLimit(PolicyElement element) : base(element)
        => (_rule, _own, _scopes) = (new(element), Limit(element), new(element, Limit));

    public override ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        if (call.Subscription is not { } subscription)
            return new(Flow.Next);
        var key = $"{subscription.Id} {Scope} {call.Product?.Id ?? call.Api?.Id}";
        foreach (var (name, limit) in _scopes.Of(call))
            _rule.Check(call, $"{key} {name}", 1, limit.Calls, limit.Period);
        _rule.Check(call, key, 1, _own.Calls, _own.Period);
        return new(Flow.Next);
    }

    private static (int Calls, TimeSpan Period) Limit(PolicyElement element)
        => (element.RequiredNumber("calls", 1), TimeSpan.FromSeconds(element.RequiredNumber("renewal-period", 1, 300)));
}
