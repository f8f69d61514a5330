using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Limits;

/// <summary>By subscription, from its start on, without quotas of its APIs: https://learn.microsoft.com/azure/api-management/quota-policy</summary>
internal sealed class Quota : PolicyStatement
{
    private readonly QuotaRule _rule;

    public Quota(PolicyElement element) : base(element)
    {
        _rule = new(element, leastPeriod: 1);
        if (Scope != "product")
            throw element.Position.Error($"<quota> stands in the policy of a scope {Scope}; allowed: product");
    }

    public override ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        if (call.Subscription is { } subscription)
            _rule.Check(call, $"subscription {subscription.Id} {call.Product?.Id}", subscription.CreatedDate, null);
        return new(Flow.Next);
    }
}
