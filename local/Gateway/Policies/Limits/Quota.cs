using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Limits;

/// <summary>
/// By subscription, from its start on, and by API and operation besides: https://learn.microsoft.com/azure/api-management/quota-policy
/// </summary>
internal sealed class Quota : PolicyStatement
{
    private readonly QuotaRule _rule;
    private readonly LimitScopes<QuotaRule> _scopes;

    public Quota(PolicyElement element) : base(element)
    {
        _rule = new(element, leastPeriod: 1);
        _scopes = new(element, each => new(each, leastPeriod: 1));
        if (Scope != "product")
            throw element.Position.Error($"<quota> stands in the policy of a scope {Scope}; allowed: product");
    }

    public override ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        if (call.Subscription is not { } subscription)
            return new(Flow.Next);
        var part = $"product {call.Product?.Id}";
        foreach (var (name, rule) in _scopes.Of(call))
            rule.Check(call, subscription.Id, $"{part} {name}", subscription.CreatedDate, null);
        _rule.Check(call, subscription.Id, part, subscription.CreatedDate, null);
        return new(Flow.Next);
    }
}
