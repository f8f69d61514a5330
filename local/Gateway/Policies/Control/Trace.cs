using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Control;

/// <summary>A line of the log: https://learn.microsoft.com/azure/api-management/trace-policy</summary>
internal sealed class Trace : PolicyStatement
{
    private readonly PolicyValue _source;
    private readonly PolicyValue _message;

    public Trace(PolicyElement element) : base(element)
    {
        _source = element.Required("source");
        element.Literal("severity", "verbose", "information", "error");
        var message = element.OnlyChild("message") ?? throw element.Position.Error("<trace> has no <message>, which it needs");
        _message = message.Finish(message.Text());
    }

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        call.Trace($"{await _source.TextAsync(call)}: {await _message.TextAsync(call)}");
        return Flow.Next;
    }
}
