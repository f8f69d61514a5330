using System.Globalization;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Control;

/// <summary>https://learn.microsoft.com/azure/api-management/retry-policy</summary>
internal sealed class Retry(PolicyElement element) : PolicyStatement(element)
{
    private readonly TimeProvider _clock = element.Reading.Services.Clock;
    private readonly PolicyValue _condition = element.Required("condition");
    private readonly PolicyValue _count = element.Required("count") is { Literal: not null }
        ? new(element.RequiredNumber("count", 1, 50).ToString(CultureInfo.InvariantCulture), null)
        : element.Required("count");

    private readonly PolicyValue _interval = element.Required("interval");
    private readonly PolicyValue? _longest = element.Optional("max-interval");
    private readonly PolicyValue? _delta = element.Optional("delta");
    private readonly PolicyValue? _fast = element.Optional("first-fast-retry");
    private readonly PolicyStatement[] _statements = element.Statements();

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        var most = await _count.NumberAsync(call);
        for (var retry = 1; ; retry++)
        {
            var flow = await RunAsync(_statements, call);
            if (flow != Flow.Next || retry > most || !await _condition.IsTrueAsync(call))
                return flow;
            if (retry > 1 || _fast is null || !await _fast.IsTrueAsync(call))
                await Task.Delay(await WaitAsync(call, retry), _clock, call.Http.RequestAborted);
            call.RewindBody();
        }
    }

    // The service adds chance to an exponential wait, of a fifth either way
    private async ValueTask<TimeSpan> WaitAsync(GatewayCall call, int retry)
    {
        var interval = await _interval.NumberAsync(call);
        if (_delta is null)
            return TimeSpan.FromSeconds(interval);
        var delta = await _delta.NumberAsync(call);
        return TimeSpan.FromSeconds(_longest is null
            ? interval + (retry - 1) * delta
            : Math.Min(await _longest.NumberAsync(call), interval + (Math.Pow(2, retry - 1) - 1) * delta));
    }
}
