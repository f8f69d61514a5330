using Platform.Gateway.Calls;
using Platform.Gateway.Policies.Limits;

namespace Platform.Gateway.Policies.Tokens;

/// <summary><c>tokens-per-minute</c>, over the minute before.</summary>
internal sealed class TokenRate(PolicyElement element, PolicyValue limit, TokenNames retry)
{
    private static readonly TimeSpan _minute = TimeSpan.FromMinutes(1);

    private readonly RateCounters _counters = element.Reading.Services.Rates;
    private readonly TokenNames _remaining = new(element, "remaining-tokens");

    public static TokenRate? Of(PolicyElement element, TokenNames retry)
        => element.Optional("tokens-per-minute") is { } limit ? new(element, limit, retry) : null;

    /// <returns>To be called with what the call took.</returns>
    /// <exception cref="PolicyFault">The minute's tokens are used up.</exception>
    public async ValueTask<Action<long>> ReserveAsync(GatewayCall call, string key, long prompt)
    {
        var (most, reserved) = (await limit.NumberAsync(call), (int)Math.Min(prompt, int.MaxValue / 2));
        var window = _counters.Of(new(key, "tokens", 60));
        var isFree = window.TryReserve(reserved, most, _minute, out var remaining, out var retryAfter);
        _remaining.Set(call, remaining);
        if (!isFree)
            throw Refuse(call, remaining, (long)Math.Ceiling(retryAfter.TotalSeconds));
        _remaining.Show(call.AnswerHeaders, remaining);
        return used =>
        {
            var left = Math.Max(0, most - window.Settle(reserved, (int)Math.Min(used, int.MaxValue / 2)));
            _remaining.Set(call, left);
            _remaining.Show(call.AnswerHeaders, left);
        };
    }

    private PolicyFault Refuse(GatewayCall call, int remaining, long seconds)
    {
        var fault = new PolicyFault(429, "TokenLimitExceeded", $"Token limit is exceeded. Try again in {seconds} seconds.");
        retry.Set(call, seconds);
        retry.Show(fault.Headers, seconds);
        _remaining.Show(fault.Headers, remaining);
        return fault;
    }
}
