using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Access;

/// <summary>https://learn.microsoft.com/azure/api-management/check-header-policy</summary>
internal sealed class CheckHeader(PolicyElement element) : PolicyStatement(element)
{
    private readonly PolicyValue _name = element.Required("name");
    private readonly PolicyValue _status = element.Required("failed-check-httpcode");
    private readonly PolicyValue _message = element.Required("failed-check-error-message");
    private readonly PolicyValue _ignoreCase = element.Required("ignore-case");
    private readonly PolicyValue[] _values = [.. element.Children("value").Select(value => value.Finish(value.Text()))];

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        var name = await _name.TextAsync(call);
        if (call.Headers.GetValueOrDefault(name) is not { } given)
            throw await RefuseAsync(call, "HeaderNotFound", $"Header {name} was not found in the request. Access denied.");
        var comparison = await _ignoreCase.IsTrueAsync(call) ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        foreach (var value in _values)
            if (given.Equals(await value.TextAsync(call), comparison))
                return Flow.Next;
        return _values.Length == 0
            ? Flow.Next
            : throw await RefuseAsync(call, "HeaderValueNotAllowed", $"Header {name} value of {given} is not allowed. Access denied.");
    }

    private async ValueTask<PolicyFault> RefuseAsync(GatewayCall call, string reason, string message)
        => new(await _status.NumberAsync(call), reason, message, await _message.TextAsync(call));
}
