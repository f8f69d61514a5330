using Platform.Gateway.Forwarding;
using Platform.Gateway.Policies.Access;
using Platform.Gateway.Policies.Cache;
using Platform.Gateway.Policies.Limits;

namespace Platform.Gateway.Policies;

/// <summary>What the statements of all documents share.</summary>
internal sealed class GatewayServices(TimeProvider clock, IForwarder forwarder, TokenKeys tokenKeys, ILogger log)
{
    public TimeProvider Clock => clock;
    public IForwarder Forwarder => forwarder;
    public TokenKeys TokenKeys => tokenKeys;
    public ILogger Log => log;
    public RateCounters Rates { get; } = new(clock);
    public QuotaCounters Quotas { get; } = new(clock);
    public ResponseCache Cache { get; } = new(clock);
    public ValueCache Values { get; } = new(clock);
    public Gates Gates { get; } = new();
}
