using Platform.Gateway.Calls;
using Platform.Gateway.Policies.Limits;

namespace Platform.Gateway.Policies.Tokens;

/// <summary><c>token-quota</c> in its <c>token-quota-period</c>.</summary>
internal sealed class TokenQuota(PolicyElement element, PolicyValue limit, string periodName, TokenNames retry)
{
    private readonly QuotaCounters _counters = element.Reading.Services.Quotas;
    private readonly TokenNames _remaining = new(element, "remaining-quota-tokens");

    public static TokenQuota? Of(PolicyElement element, TokenNames retry)
    {
        var (limit, period) = (element.Optional("token-quota"), element.Literal("token-quota-period"));
        if (limit is null != period is null)
            throw element.Position.Error($"<{element.Name}> has one of token-quota and token-quota-period; give both, or none");
        return limit is null ? null : new(element, limit, element.Literal("token-quota-period", TokenQuotaPeriod.Names), retry);
    }

    /// <returns>To be called with what the call took.</returns>
    /// <exception cref="PolicyFault">The period's tokens are used up.</exception>
    public async ValueTask<Action<long>> ReserveAsync(GatewayCall call, string key, long prompt)
    {
        var most = await limit.NumberAsync(call);
        var now = _counters.Clock.GetUtcNow().UtcDateTime;
        var period = TokenQuotaPeriod.Of(periodName, now);
        var window = _counters.Of(new(key, $"tokens {periodName}", 0), period);
        var isFree = window.TryTake(prompt, most);
        var remaining = Left(window, most);
        _remaining.Set(call, remaining);
        if (!isFree)
            throw Refuse(call, remaining, (long)Math.Ceiling(period.LeftAt(now)!.Value.TotalSeconds));
        _remaining.Show(call.AnswerHeaders, remaining);
        return used =>
        {
            window.Add(period.Number, used - prompt, 0);
            _remaining.Set(call, Left(window, most));
            _remaining.Show(call.AnswerHeaders, Left(window, most));
        };
    }

    private static long Left(FixedWindow window, int most) => Math.Max(0, most - window.Used.Calls);

    private PolicyFault Refuse(GatewayCall call, long remaining, long seconds)
    {
        var fault = new PolicyFault(403, "TokenQuotaExceeded", $"Token quota is exceeded. Try again in {seconds} seconds.");
        retry.Set(call, seconds);
        retry.Show(fault.Headers, seconds);
        _remaining.Show(fault.Headers, remaining);
        return fault;
    }
}
