using System.Net;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Access;

/// <summary>https://learn.microsoft.com/azure/api-management/ip-filter-policy</summary>
internal sealed class IpFilter : PolicyStatement
{
    private readonly PolicyChoice _action;
    private readonly (PolicyValue From, PolicyValue To)[] _ranges;

    public IpFilter(PolicyElement element) : base(element)
    {
        element.Required("action");
        _action = element.Choice("action", "allow", "forbid");
        _ranges =
        [
            .. element.Children("address").Select(each => each.Finish(Range(each, each.Text(), null))),
            .. element.Children("address-range").Select(each => each.Finish(Range(each, each.Required("from"), each.Required("to")))),
        ];
        if (_ranges.Length == 0)
            throw element.Position.Error("<ip-filter> has neither an <address> nor an <address-range>, of which it needs one");
    }

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        if (!IPAddress.TryParse(call.IpAddress, out var caller))
            throw new PolicyFault(403, "FailedToParseCallerIP", "Failed to establish IP address for the caller. Access denied.");
        var (allows, isListed) = (await _action.GetAsync(call) == "allow", await IsListedAsync(call, caller.GetAddressBytes()));
        if (allows && !isListed)
            throw new PolicyFault(403, "CallerIpNotAllowed", $"Caller IP address {caller} is not allowed. Access denied.");
        return !allows && isListed
            ? throw new PolicyFault(403, "CallerIpBlocked", "Caller IP address is blocked. Access denied.")
            : Flow.Next;
    }

    private async ValueTask<bool> IsListedAsync(GatewayCall call, byte[] caller)
    {
        foreach (var (first, last) in _ranges)
        {
            var (from, to) = (await BytesAsync(call, first), await BytesAsync(call, last));
            if (from.Length == caller.Length && caller.AsSpan().SequenceCompareTo(from) >= 0 && caller.AsSpan().SequenceCompareTo(to) <= 0)
                return true;
        }

        return false;
    }

    private static async ValueTask<byte[]> BytesAsync(GatewayCall call, PolicyValue address)
        => await address.TextAsync(call) is var text && IPAddress.TryParse(text.Trim(), out var parsed)
            ? parsed.GetAddressBytes()
            : throw new PolicyFault(500, "ExpressionValueEvaluationFailure", $"'{text}' is no IP address.", "Internal server error");

    private static (PolicyValue, PolicyValue) Range(PolicyElement element, PolicyValue from, PolicyValue? to)
    {
        foreach (var text in new[] { from.Literal, to?.Literal })
            if (text is not null && !IPAddress.TryParse(text.Trim(), out _))
                throw element.Position.Error($"<{element.Name}> has '{text.Trim()}'; allowed: IP addresses");
        return (from, to ?? from);
    }
}
