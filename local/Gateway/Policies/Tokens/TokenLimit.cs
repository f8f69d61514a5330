using Platform.Gateway.Calls;
using Platform.Gateway.Policies.Limits;

namespace Platform.Gateway.Policies.Tokens;

/// <summary>https://learn.microsoft.com/azure/api-management/llm-token-limit-policy</summary>
internal sealed class TokenLimit : PolicyStatement
{
    private readonly PolicyValue _key;
    private readonly PolicyValue _estimates;
    private readonly TokenRate? _rate;
    private readonly TokenQuota? _quota;
    private readonly TokenNames _consumed;

    public TokenLimit(PolicyElement element) : base(element)
    {
        _key = element.Required("counter-key");
        _estimates = element.Optional("estimate-prompt-tokens") ?? new("false", null);
        _consumed = new(element, "tokens-consumed");
        var retry = new TokenNames(element, "retry-after", "Retry-After");
        (_rate, _quota) = (TokenRate.Of(element, retry), TokenQuota.Of(element, retry));
        if (_rate is null && _quota is null)
            throw element.Position.Error(
                $"<{element.Name}> limits nothing; give tokens-per-minute, token-quota with token-quota-period, or both");
    }

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        var watch = await TokenWatch.OfAsync(call);
        var prompt = watch.IsStreamed || await _estimates.IsTrueAsync(call) ? watch.Prompt : 0;
        _consumed.Set(call, prompt);
        var key = await _key.TextAsync(call);
        var settleRate = _rate is null ? null : await _rate.ReserveAsync(call, key, prompt);
        try
        {
            var settleQuota = _quota is null ? null : await _quota.ReserveAsync(call, key, prompt);
            watch.OnUse(usage =>
            {
                settleRate?.Invoke(usage.Total);
                settleQuota?.Invoke(usage.Total);
                _consumed.Set(call, usage.Total);
                _consumed.Show(call.AnswerHeaders, usage.Total);
            });
        }
        catch (PolicyFault)
        {
            settleRate?.Invoke(0);
            throw;
        }

        return Flow.Next;
    }
}
