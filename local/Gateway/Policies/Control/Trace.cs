using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Control;

/// <summary>A line of the log: https://learn.microsoft.com/azure/api-management/trace-policy</summary>
internal sealed class Trace : PolicyStatement
{
    private readonly ILogger _log;
    private readonly PolicyValue _source;
    private readonly string _severity;
    private readonly PolicyValue _message;
    private readonly (PolicyValue Name, PolicyValue Value)[] _metadata;

    public Trace(PolicyElement element) : base(element)
    {
        _log = element.Reading.Services.Log;
        _source = element.Required("source");
        _severity = element.Literal("severity", "verbose", "information", "error");
        var message = element.OnlyChild("message") ?? throw element.Position.Error("<trace> has no <message>, which it needs");
        _message = message.Finish(message.Text());
        _metadata = [.. element.Children("metadata").Select(each => each.Finish((each.Required("name"), each.Required("value"))))];
    }

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        var metadata = new List<string>();
        foreach (var (name, value) in _metadata)
            metadata.Add($"{await name.TextAsync(call)}={await value.TextAsync(call)}");
        Write(call.RequestId, await _source.TextAsync(call), await _message.TextAsync(call), string.Join(' ', metadata));
        return Flow.Next;
    }

    private void Write(Guid requestId, string source, string message, string metadata)
    {
        switch (_severity)
        {
            case "verbose":
                _log.TracedVerbose(requestId, source, message, metadata);
                break;
            case "information":
                _log.TracedInformation(requestId, source, message, metadata);
                break;
            default:
                _log.TracedError(requestId, source, message, metadata);
                break;
        }
    }
}
