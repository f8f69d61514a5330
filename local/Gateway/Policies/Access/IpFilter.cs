using System.Net;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Access;

/// <summary>https://learn.microsoft.com/azure/api-management/ip-filter-policy</summary>
internal sealed class IpFilter : PolicyStatement
{
    private readonly bool _allows;
    private readonly (byte[] From, byte[] To)[] _ranges;

    public IpFilter(PolicyElement element) : base(element)
    {
        _allows = element.Literal("action", "allow", "forbid") == "allow";
        var single = element.Children("address").Select(each => Range(each, each.Finish(each.Text()).Literal, null));
        _ranges = [.. single, .. element.Children("address-range").Select(each => each.Finish(Range(each, each.Literal("from"), each.Literal("to"))))];
    }

    public override ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        if (!IPAddress.TryParse(call.IpAddress, out var caller))
            throw new PolicyFault(403, "FailedToParseCallerIP", "Failed to establish IP address for the caller. Access denied.");
        var bytes = caller.GetAddressBytes();
        var isListed = Array.Exists(_ranges, range => range.From.Length == bytes.Length
            && bytes.AsSpan().SequenceCompareTo(range.From) >= 0 && bytes.AsSpan().SequenceCompareTo(range.To) <= 0);
        if (_allows && !isListed)
            throw new PolicyFault(403, "CallerIpNotAllowed", $"Caller IP address {caller} is not allowed. Access denied.");
        return !_allows && isListed
            ? throw new PolicyFault(403, "CallerIpBlocked", "Caller IP address is blocked. Access denied.")
            : new(Flow.Next);
    }

    private static (byte[], byte[]) Range(PolicyElement element, string? from, string? to) =>
        IPAddress.TryParse(from?.Trim(), out var first) && IPAddress.TryParse((to ?? from)!.Trim(), out var last)
            ? (first.GetAddressBytes(), last.GetAddressBytes())
            : throw element.Position.Error($"<{element.Name}> is '{from}'{(to is null ? "" : $" to '{to}'")}; allowed: IP addresses");
}
