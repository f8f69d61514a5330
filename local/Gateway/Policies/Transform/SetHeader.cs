using Platform.Gateway.Calls;

namespace Platform.Gateway.Policies.Transform;

/// <summary>https://learn.microsoft.com/azure/api-management/set-header-policy</summary>
internal sealed class SetHeader(PolicyElement element) : PolicyStatement(element)
{
    // "Cannot be modified or deleted", as the reference says
    private static readonly string[] _kept = ["Connection", "Content-Length", "Keep-Alive", "Transfer-Encoding"];

    private readonly PolicyValue _name = element.Required("name") is { Literal: { } name }
        && _kept.Contains(name, StringComparer.OrdinalIgnoreCase)
        ? throw element.Position.Error($"<set-header> names {name}, which cannot be modified or deleted")
        : element.Required("name");

    private readonly PolicyChoice _action = element.Choice("exists-action", "override", "skip", "append", "delete");
    private readonly PolicyValue[] _values = [.. element.Children("value").Select(value => value.Finish(value.Text()))];

    public override async ValueTask<Flow> ExecuteAsync(GatewayCall call)
    {
        await ApplyAsync(IsOfAnswer ? (call.Response ??= new()).Fields : call.Http.Request.Headers, call);
        return Flow.Next;
    }

    public async ValueTask ApplyAsync(IHeaderDictionary headers, GatewayCall call)
    {
        var (name, action) = (HeaderText.CheckToken(await _name.TextAsync(call), "a header's name"), await _action.GetAsync(call));
        if (action == "delete")
            headers.Remove(name);
        if (action == "delete" || action == "skip" && headers.ContainsKey(name))
            return;
        var values = new string[_values.Length];
        for (var at = 0; at < values.Length; at++)
            values[at] = HeaderText.Check(await _values[at].TextAsync(call), $"the header {name}");
        if (action == "append")
            headers.Append(name, values);
        else
            headers[name] = values;
    }
}
