using System.Globalization;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Limits;

/// <summary>What both quotas have in common: calls, bandwidth and the renewal period, and the refusal.</summary>
internal sealed class QuotaRule
{
    private readonly QuotaCounters _counters;
    private readonly int? _calls;
    private readonly int? _kilobytes;
    private readonly long _period;

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
        _period = TimeSpan.FromSeconds(seconds).Ticks;
    }

    /// <param name="start">Of the first period.</param>
    /// <param name="counts">Null: every call does, at once.</param>
    /// <exception cref="PolicyFault">The quota is used up.</exception>
    public void Check(GatewayCall call, string key, DateTime start, Func<bool>? counts)
    {
        var since = _counters.Clock.GetUtcNow().UtcDateTime.Ticks - start.Ticks;
        var number = Number(_counters.Clock.GetUtcNow().UtcDateTime, start);
        var window = _counters.Of(key, _period == 0 ? long.MaxValue : start.Ticks + (number + 1) * _period);
        var renews = _period == 0 ? null : (TimeSpan?)TimeSpan.FromTicks((number + 1) * _period - since);
        if (_calls is not null && call.Subscription is { IsUsedUp: true, CreatedDate: var made } && number == Number(made, start))
            throw Refuse("call volume", renews);
        if (_kilobytes is { } kilobytes && window.Used(number).Bytes >= kilobytes * 1024L)
            throw Refuse("bandwidth", renews);
        var isFirst = call.Counted.Add($"quota {key}");
        if (isFirst && counts is null)
        {
            if (!window.TryTake(number, _calls ?? long.MaxValue))
                throw Refuse("call volume", renews);
        }
        else if (_calls is { } calls && window.Used(number).Calls >= calls + (isFirst ? 0 : 1))
            throw Refuse("call volume", renews);
        if (_kilobytes is not null || counts is not null)
            call.OnAnswer.Add(() => window.Add(
                number, isFirst && counts?.Invoke() == true ? 1 : 0, (call.Http.Request.ContentLength ?? 0) + (call.Response?.Fields.ContentLength ?? 0)));
    }

    private long Number(DateTime time, DateTime start) => _period == 0 ? 0 : (time.Ticks - start.Ticks) / _period;

    private static PolicyFault Refuse(string what, TimeSpan? renews)
    {
        var left = TimeSpan.FromSeconds(Math.Ceiling((renews ?? TimeSpan.Zero).TotalSeconds));
        var fault = new PolicyFault(403, "QuotaExceeded", renews is null
            ? $"Out of {what} quota."
            : $"Out of {what} quota. Quota will be replenished in {left.ToString(left.Days > 0 ? @"d\.hh\:mm\:ss" : @"hh\:mm\:ss", CultureInfo.InvariantCulture)}.");
        if (renews is not null)
            fault.Headers.Add(("Retry-After", left.TotalSeconds.ToString(CultureInfo.InvariantCulture)));
        return fault;
    }
}
