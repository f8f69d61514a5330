using System.Globalization;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Limits;

/// <summary>https://learn.microsoft.com/azure/api-management/quota-by-key-policy</summary>
internal sealed class QuotaByKey : PolicyStatement
{
    private readonly QuotaRule _rule;
    private readonly PolicyValue _key;
    private readonly PolicyValue? _condition;
    private readonly DateTime _start = DateTime.MinValue;

    public QuotaByKey(PolicyElement element) : base(element)
    {
        _rule = new(element, leastPeriod: 300);
        _key = element.Required("counter-key");
        _condition = element.Optional("increment-condition");
        if (element.Literal("first-period-start") is { } text && !DateTime.TryParseExact(
            text, "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out _start))
            throw element.Position.Error($"'first-period-start' is '{text}'; allowed: yyyy-MM-ddTHH:mm:ssZ");
    }

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        _rule.Check(call, await _key.TextAsync(call), "", _start, _condition);
        return Flow.Next;
    }
}
