using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Limits;

/// <summary>https://learn.microsoft.com/azure/api-management/rate-limit-by-key-policy</summary>
internal sealed class RateLimitByKey(PolicyElement element) : PolicyStatement(element)
{
    private readonly RateRule _rule = new(element);
    private readonly PolicyValue _calls = element.Required("calls");
    private readonly PolicyValue _period = element.Required("renewal-period");
    private readonly PolicyValue _key = element.Required("counter-key");
    private readonly PolicyValue _count = element.Optional("increment-count") ?? new("1", null);
    private readonly PolicyValue? _condition = element.Optional("increment-condition");

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        var (count, limit) = (await _count.NumberAsync(call), await _calls.NumberAsync(call));
        var period = TimeSpan.FromSeconds(await _period.NumberAsync(call));
        var window = _rule.Check(call, await _key.TextAsync(call), _condition is null ? count : 0, limit, period);
        // The condition may ask for the answer
        if (_condition is not null)
            call.OnAnswer.Add(async () =>
            {
                if (await _condition.IsTrueAsync(call))
                    window.Add(count);
            });
        return Flow.Next;
    }
}
