using System.Globalization;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Limits;

/// <summary>What both quotas have in common: calls, bandwidth and the renewal period, and the refusal.</summary>
internal sealed class QuotaRule
{
    private readonly QuotaCounters _counters;
    private readonly int? _calls;
    private readonly int? _kilobytes;
    private readonly TimeSpan _period;

    /// <param name="leastPeriod">In seconds; 0 is for ever.</param>
    public QuotaRule(PolicyElement element, int leastPeriod)
    {
        _counters = element.Reading.Services.Quotas;
        (_calls, _kilobytes) = (element.Number("calls"), element.Number("bandwidth"));
        var seconds = element.RequiredNumber("renewal-period");
        if (_calls is null && _kilobytes is null)
            throw element.Position.Error($"<{element.Name}> limits nothing; give calls, bandwidth, or both");
        if (seconds > 0 && seconds < leastPeriod)
            throw element.Position.Error($"'renewal-period' of <{element.Name}> is '{seconds}'; allowed: 0, or {leastPeriod} and more");
        _period = TimeSpan.FromSeconds(seconds);
    }

    /// <param name="part">Of the counter.</param>
    /// <param name="start">Of the first period.</param>
    /// <param name="counts">Null: every call does, at once.</param>
    /// <exception cref="PolicyFault">The quota is used up.</exception>
    public void Check(GatewayCall call, string counter, string part, DateTime start, PolicyValue? counts)
    {
        var now = _counters.Clock.GetUtcNow().UtcDateTime;
        var key = new CounterKey(counter, part, (long)_period.TotalSeconds);
        var period = QuotaPeriod.Of(now, start, _period);
        var window = _counters.Of(key, period);
        if (_kilobytes is { } kilobytes && window.Used.Bytes >= kilobytes * 1024L)
            throw Refuse("bandwidth", period.LeftAt(now));
        var isFirst = call.Counted.Add(key);
        if (isFirst && counts is null)
        {
            if (!window.TryTake(1, _calls ?? long.MaxValue))
                throw Refuse("call volume", period.LeftAt(now));
        }
        else if (_calls is { } calls && window.Used.Calls >= calls + (isFirst ? 0L : 1L))
            throw Refuse("call volume", period.LeftAt(now));
        if (_kilobytes is not null || counts is not null)
            call.OnAnswer.Add(async () => window.Add(
                period.Number, isFirst && counts is not null && await counts.IsTrueAsync(call) ? 1 : 0,
                (call.Http.Request.ContentLength ?? 0) + (call.Response?.Fields.ContentLength ?? 0)));
    }

    private static PolicyFault Refuse(string what, TimeSpan? renews)
    {
        var left = TimeSpan.FromSeconds(Math.Ceiling((renews ?? TimeSpan.Zero).TotalSeconds));
        var form = left.Days > 0 ? @"d\.hh\:mm\:ss" : @"hh\:mm\:ss";
        var fault = new PolicyFault(403, "QuotaExceeded", renews is null
            ? $"Out of {what} quota."
            : $"Out of {what} quota. Quota will be replenished in {left.ToString(form, CultureInfo.InvariantCulture)}.");
        if (renews is not null)
            fault.Headers.Add(("Retry-After", left.TotalSeconds.ToString(CultureInfo.InvariantCulture)));
        return fault;
    }
}
