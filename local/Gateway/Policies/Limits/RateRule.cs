using System.Globalization;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Limits;

/// <summary>What both rate limits have in common: the attributes that name headers and variables, and the refusal.</summary>
internal sealed class RateRule(PolicyElement element)
{
    private readonly RateCounters _counters = element.Reading.Services.Rates;
    private readonly string _retryHeader = element.Literal("retry-after-header-name") ?? "Retry-After";
    private readonly string? _retryVariable = element.Literal("retry-after-variable-name");
    private readonly string? _remainingHeader = element.Literal("remaining-calls-header-name");
    private readonly string? _remainingVariable = element.Literal("remaining-calls-variable-name");
    private readonly string? _totalHeader = element.Literal("total-calls-header-name");

    /// <param name="count">0: whether it counts is known with the answer.</param>
    /// <exception cref="PolicyFault">There were as many calls as there may be.</exception>
    public SlidingWindow Check(GatewayCall call, string key, int count, int limit, TimeSpan period)
    {
        var counter = new CounterKey(key, "calls", 0);
        var window = _counters.Of(counter);
        var once = call.Counted.Add(counter) ? count : 0;
        var isFree = window.TryTake(once, limit, period, out var remaining, out var retryAfter);
        if (!isFree)
            throw Refuse(call, limit, (int)Math.Ceiling(retryAfter.TotalSeconds));
        if (_remainingVariable is not null)
            call.Variables[_remainingVariable] = remaining;
        Show(call.AnswerHeaders, _remainingHeader, remaining);
        Show(call.AnswerHeaders, _totalHeader, limit);
        return window;
    }

    private PolicyFault Refuse(GatewayCall call, int limit, int seconds)
    {
        if (_retryVariable is not null)
            call.Variables[_retryVariable] = seconds;
        if (_remainingVariable is not null)
            call.Variables[_remainingVariable] = 0;
        var fault = new PolicyFault(429, "RateLimitExceeded", $"Rate limit is exceeded. Try again in {seconds} seconds.");
        Show(fault.Headers, _retryHeader, seconds);
        Show(fault.Headers, _remainingHeader, 0);
        Show(fault.Headers, _totalHeader, limit);
        return fault;
    }

    private static void Show(List<(string, string)> headers, string? name, int value)
    {
        if (name is not null)
            headers.Add((name, value.ToString(CultureInfo.InvariantCulture)));
    }
}
