using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Control;

/// <summary>https://learn.microsoft.com/azure/api-management/limit-concurrency-policy</summary>
internal sealed class LimitConcurrency(PolicyElement element) : PolicyStatement(element)
{
    private readonly Limits.Gates _gates = element.Reading.Services.Gates;
    private readonly PolicyValue _key = element.Required("key");
    private readonly int _most = element.RequiredNumber("max-count", 1);
    private readonly PolicyStatement[] _statements = element.Statements();

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        var key = await _key.TextAsync(call);
        if (!_gates.TryEnter(key, _most))
            throw new PolicyFault(429, "ConcurrencyLimitExceeded", "Too many requests are being processed at the moment.");
        try
        {
            return await RunAsync(_statements, call);
        }
        finally
        {
            _gates.Leave(key);
        }
    }
}
