using System.Text;
using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Transform;

/// <summary>Without Liquid templates: https://learn.microsoft.com/azure/api-management/set-body-policy</summary>
internal sealed class SetBody(PolicyElement element) : PolicyStatement(element)
{
    private readonly PolicyValue _text = element.Text();

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        var text = await _text.TextAsync(call);
        if (!IsOfAnswer)
        {
            call.ReplaceBody(Encoding.UTF8.GetBytes(text));
            return Flow.Next;
        }

        if (call.Response?.Backend is { } backend)
            await backend.AbandonAsync();
        (call.Response ??= new()).Write(text);
        return Flow.Next;
    }
}
