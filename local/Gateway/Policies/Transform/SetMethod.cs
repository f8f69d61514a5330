using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Transform;

/// <summary>https://learn.microsoft.com/azure/api-management/set-method-policy</summary>
internal sealed class SetMethod(PolicyElement element) : PolicyStatement(element)
{
    private readonly PolicyValue _method = element.Text();

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        call.Method = call.Http.Request.Method = HeaderText.CheckToken((await _method.TextAsync(call)).Trim(), "the method");
        return Flow.Next;
    }
}
