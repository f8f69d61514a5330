using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Transform;

/// <summary>https://learn.microsoft.com/azure/api-management/set-status-policy</summary>
internal sealed class SetStatus(PolicyElement element) : PolicyStatement(element)
{
    private readonly PolicyValue _code = element.Required("code");
    private readonly PolicyValue? _reason = element.Optional("reason");

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        await ApplyAsync(call.Response ??= new(), call);
        return Flow.Next;
    }

    public async ValueTask ApplyAsync(CallResponse answer, GatewayCall call)
    {
        answer.StatusCode = await _code.NumberAsync(call);
        if (_reason is not null)
            answer.StatusReason = HeaderText.Check(await _reason.TextAsync(call), "the reason of set-status");
    }
}
