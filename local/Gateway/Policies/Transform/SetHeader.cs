using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Transform;

/// <summary>https://learn.microsoft.com/azure/api-management/set-header-policy</summary>
internal sealed class SetHeader(PolicyElement element) : PolicyStatement(element)
{
    private readonly PolicyValue _name = element.Required("name");
    private readonly string _action = element.Literal("exists-action", "override", "skip", "append", "delete");
    private readonly PolicyValue[] _values = [.. element.Children("value").Select(value => value.Finish(value.Text()))];

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        await ApplyAsync(IsOfAnswer ? (call.Response ??= new()).Fields : call.Http.Request.Headers, call);
        return Flow.Next;
    }

    public async ValueTask ApplyAsync(IHeaderDictionary headers, GatewayCall call)
    {
        var name = await _name.TextAsync(call);
        if (_action == "delete")
            headers.Remove(name);
        if (_action == "delete" || _action == "skip" && headers.ContainsKey(name))
            return;
        var values = new string[_values.Length];
        for (var at = 0; at < values.Length; at++)
            values[at] = HeaderText.Check(await _values[at].TextAsync(call), $"the header {name}");
        if (_action == "append")
            headers.Append(name, values);
        else
            headers[name] = values;
    }
}
