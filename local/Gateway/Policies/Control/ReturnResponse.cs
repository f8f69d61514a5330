using Platform.Gateway.Calls;
using Platform.Gateway.Policies.Transform;

namespace Platform.Gateway.Policies.Control;

/// <summary>
/// An answer that has nothing of what was there before: https://learn.microsoft.com/azure/api-management/return-response-policy
/// </summary>
internal sealed class ReturnResponse : PolicyStatement
{
    private readonly SetStatus? _status;
    private readonly SetHeader[] _headers;
    private readonly PolicyValue? _body;

    public ReturnResponse(PolicyElement element) : base(element)
    {
        _status = element.OnlyChild("set-status") is { } status ? status.Finish(new SetStatus(status)) : null;
        _headers = [.. element.Children("set-header").Select(header => header.Finish(new SetHeader(header)))];
        _body = element.OnlyChild("set-body") is { } body ? body.Finish(body.Text()) : null;
    }

    // The old answer is what the values may look at until the new one is whole
    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        var answer = new CallResponse();
        if (_status is not null)
            await _status.ApplyAsync(answer, call);
        foreach (var header in _headers)
            await header.ApplyAsync(answer.Fields, call);
        answer.Write(_body is null ? "" : await _body.TextAsync(call));
        if (call.Response?.Backend is { } backend)
            await backend.AbandonAsync();
        call.Response = answer;
        return Flow.Ended;
    }
}
