using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Control;

/// <summary>https://learn.microsoft.com/azure/api-management/set-variable-policy</summary>
internal sealed class SetVariable(PolicyElement element) : PolicyStatement(element)
{
    private readonly string _name = element.RequiredLiteral("name");
    private readonly PolicyValue _value = element.Required("value");

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        call.Variables[_name] = (await _value.GetAsync(call))!;
        return Flow.Next;
    }
}
